import { existsSync, readFileSync } from "node:fs";
import { type JournalEntry, journalLine } from "./entries.js";

export interface JournalText {
  /** In the order in which they were written. */
  entries: JournalEntry[];
  /** Lines that could not be read, each with where it is. A last line without its end is none: nobody was told of it. */
  problems: string[];
}

/** What the file says; nothing where there is no file. */
export function readJournal(file: string | null): JournalText {
  const read: JournalText = { entries: [], problems: [] };
  if (file === null || !existsSync(file)) return read;
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1); // behind the last line break: nothing, or a torn line
  for (const [index, line] of lines.entries()) {
    const entry = parseLine(line);
    if (entry) read.entries.push(entry);
    else
      read.problems.push(
        `${file}:${index + 1}: expected a line of the journal, got ${line.slice(0, 60)}`,
      );
  }
  return read;
}

function parseLine(line: string): JournalEntry | null {
  try {
    const { v: _, ...entry } = journalLine.parse(JSON.parse(line));
    return entry;
  } catch {
    return null; // torn, or by a newer version: the caller tells where
  }
}
