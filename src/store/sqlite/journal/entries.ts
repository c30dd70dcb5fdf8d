import { z } from "zod";
import { jsonValue } from "../../../core/json.js";

const expected = z.object({
  accuracy: z.number(),
  low: z.number(),
  high: z.number(),
  rows: z.number(),
});

const annotations = z.object({
  type: z.literal("annotations"),
  run: z.string(),
  tags: z.array(z.string()),
  note: z.string(),
  pinned: z.boolean(),
  archived: z.boolean(),
});

const view = z.object({
  type: z.literal("view"),
  name: z.string(),
  /** Null: the view was deleted. */
  address: z.string().nullable(),
  updatedAt: z.number(),
});

const promotion = z.object({
  type: z.literal("promotion"),
  alias: z.string(),
  runId: z.string().nullable(),
  action: z.enum(["promote", "undo"]),
  reason: z.string(),
  createdAt: z.number(),
});

const submission = z.object({
  type: z.literal("submission"),
  id: z.number(),
  runId: z.string(),
  path: z.string(),
  sha256: z.string(),
  rows: z.number(),
  expected: expected.nullable(),
  lineage: z.record(z.string(), jsonValue),
  createdAt: z.number(),
  pushed: z.object({ competition: z.string(), at: z.number() }).nullable(),
  leaderboard: z.object({ score: z.number(), at: z.number() }).nullable(),
});

/** One line of the journal: how something is after a change, whole. */
export const journalEntry = z.discriminatedUnion("type", [
  annotations,
  view,
  promotion,
  submission,
]);
export type JournalEntry = z.infer<typeof journalEntry>;
export type EntryOf<T extends JournalEntry["type"]> = Extract<JournalEntry, { type: T }>;

/** Of the lines' form; written into each. */
export const JOURNAL_VERSION = 1;
export const journalLine = z.object({ v: z.literal(JOURNAL_VERSION) }).and(journalEntry);
