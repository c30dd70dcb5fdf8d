import { z } from "zod";
import { jsonValue } from "../core/json.js";
import { checkJson } from "../core/json-problems.js";
import { wireNumber } from "../core/metric-value.js";

/** Milliseconds since 1970; where a trainer gives none, the time of reading counts. */
const time = z.number().optional();

/** A line of events.jsonl. Unknown keys are ignored, so that a trainer may write more than we read. */
export const runEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("metrics"),
    step: z.number().int().min(0),
    epoch: z.number().optional(),
    values: z.record(z.string().min(1).max(250), wireNumber),
    time,
  }),
  z.object({
    type: z.literal("progress"),
    done: z.number().min(0),
    total: z.number().min(0),
    unit: z.string().default("step"),
    status: z.string().default(""),
    time,
  }),
  /** A file under artifacts/ is complete. `path` is relative to it. */
  z.object({
    type: z.literal("artifact"),
    path: z.string().min(1),
    kind: z.string().default("file"),
    time,
  }),
  /** Values that describe the whole run; later ones replace earlier ones of the same name. */
  z.object({ type: z.literal("summary"), values: z.record(z.string(), jsonValue), time }),
]);
export type RunEvent = z.infer<typeof runEvent>;
/** As a trainer writes it, with the optional keys left out. */
export type RunEventInput = z.input<typeof runEvent>;

export type ParsedLine = { ok: true; event: RunEvent } | { ok: false; problem: string };

/** Parses one line; a bad one is described, never thrown: it must not stop the lines after it. */
export function parseEventLine(line: string): ParsedLine {
  let json: unknown;
  try {
    json = parseLine(line);
  } catch {
    return { ok: false, problem: `expected a JSON object, got ${excerpt(line)}` };
  }
  const checked = checkJson(runEvent, json, "event");
  return checked.ok
    ? { ok: true, event: checked.data }
    : { ok: false, problem: checked.problems.join("; ") };
}

/** JSON, or what Python's `json.dumps` writes for it, with `NaN` and infinities bare: they are read as the words they are. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return JSON.parse(line.replace(TEXT_OR_NON_FINITE, quoteBare));
  }
}

const TEXT_OR_NON_FINITE = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g;

function quoteBare(found: string): string {
  return found.startsWith('"') ? found : `"${found}"`;
}

export function formatEventLine(event: RunEventInput): string {
  return `${JSON.stringify(event)}\n`;
}

const EXCERPT_LENGTH = 80; // enough to recognise the line

function excerpt(line: string): string {
  return line.length > EXCERPT_LENGTH ? `${line.slice(0, EXCERPT_LENGTH)}…` : line;
}
