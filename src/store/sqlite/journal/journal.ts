/**
 * journal.jsonl beside the database: what people said and decided, which no run's folder tells. Invariants:
 *
 * 1. A change's lines are on the disk before its transaction commits: what was acknowledged is in the journal. A change that was
 *    not, because the process was killed between the two, may be there, too.
 * 2. Lines are only ever appended, by whoever holds the database's write lock, each a change's result. A torn line (killed, disk
 *    full) is ended before the next one is appended.
 * 3. A journal that does not exist yet begins with everything that the database has, and appears whole or not at all.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { messageOf, SweepError } from "../../../core/errors.js";
import { JOURNAL_VERSION, type JournalEntry } from "./entries.js";

/** Call it last in the transaction that makes the change. */
export type WriteJournal = (entries: readonly JournalEntry[]) => void;

/** The journal of the database in this file; null for one in memory. */
export function journalFile(database: string): string | null {
  return database === ":memory:" ? null : join(dirname(database), "journal.jsonl");
}

/**
 * @param everything - what a new journal begins with; asked within the transaction, after the change.
 * @throws SweepError("environment") when the disk does not take it; the transaction is then rolled back.
 */
export function createJournal(
  file: string | null,
  everything: () => readonly JournalEntry[],
): WriteJournal {
  return (entries) => {
    if (file === null || entries.length === 0) return;
    try {
      if (existsSync(file)) append(file, entries);
      else begin(file, everything());
    } catch (cause) {
      const problem = `${file}: cannot be written: ${messageOf(cause)}`;
      throw new SweepError("environment", problem, { cause });
    }
  };
}

function begin(file: string, entries: readonly JournalEntry[]): void {
  const draft = `${file}.tmp`;
  writeFileSync(draft, linesOf(entries), { flush: true });
  renameSync(draft, file);
}

function append(file: string, entries: readonly JournalEntry[]): void {
  const descriptor = openSync(file, "a+");
  try {
    const text = `${endsInLine(descriptor) ? "" : "\n"}${linesOf(entries)}`;
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function endsInLine(descriptor: number): boolean {
  const { size } = fstatSync(descriptor);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last.toString() === "\n";
}

function linesOf(entries: readonly JournalEntry[]): string {
  return entries.map((entry) => `${JSON.stringify({ v: JOURNAL_VERSION, ...entry })}\n`).join("");
}
