/**
 * The files of submissions, by their content. Invariants:
 *
 * 1. Every submission's text is kept in a file that is named by its hash and is never written again: where the file that the user
 *    was given is overwritten or removed, the record still has its answers.
 * 2. What is given out has exactly the hash that was recorded.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../core/hash.js";
import type { SubmissionRecord } from "../core/records.js";
import { type ChangedRow, changedRows } from "./changed-rows.js";
import { type LabelFile, parseLabels } from "./label-file.js";
import { writeAtomically } from "./write-atomically.js";

/** Keeps a submission's text below the runs' folder. */
export function keepSubmission(runsDir: string, text: string): void {
  const file = keptFile(runsDir, sha256(text));
  if (!existsSync(file)) writeAtomically(file, text);
}

const MOST_FILES = 64; // parsed: 5 bytes a row, 9 MB for as many of Kaggle's

/** Reads submissions; what was read stays known, since content that has a hash never changes. */
export class SubmissionFiles {
  readonly #runsDir: string;
  readonly #labels = new Map<string, LabelFile>();
  readonly #counts = new Map<string, number>();

  constructor(runsDir: string) {
    this.#runsDir = runsDir;
  }

  /** The file's text, or null: neither our copy nor the file at its path has the recorded hash. */
  text({ sha256: hash, path }: Pick<SubmissionRecord, "sha256" | "path">): string | null {
    for (const file of [keptFile(this.#runsDir, hash), path]) {
      const text = readIfThere(file);
      if (text !== null && sha256(text) === hash) return text;
    }
    return null;
  }

  /** Is there a file with its content? */
  has(record: SubmissionRecord): boolean {
    return this.#labels.has(record.sha256) || this.text(record) !== null;
  }

  /** Rows on which two submissions differ; null where one of the files is lost. */
  changes(before: SubmissionRecord, after: SubmissionRecord): ChangedRow[] | null {
    const [old, latest] = [this.#read(before), this.#read(after)];
    return old && latest ? changedRows(old, latest) : null;
  }

  /** How many they are. */
  countChanges(before: SubmissionRecord, after: SubmissionRecord): number | null {
    if (before.sha256 === after.sha256) return 0;
    const key = `${before.sha256} ${after.sha256}`;
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const count = this.changes(before, after)?.length ?? null;
    if (count !== null) this.#counts.set(key, count);
    return count;
  }

  #read(record: SubmissionRecord): LabelFile | null {
    const known = this.#labels.get(record.sha256);
    if (known) return known;
    const text = this.text(record);
    if (text === null) return null;
    const labels = parseLabels(text, record.path);
    this.#labels.set(record.sha256, labels);
    const oldest = this.#labels.keys().next().value;
    if (this.#labels.size > MOST_FILES && oldest !== undefined) this.#labels.delete(oldest);
    return labels;
  }
}

function keptFile(runsDir: string, hash: string): string {
  return join(runsDir, "submissions", `${hash}.csv`);
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null; // gone or unreadable: to those who compare the same
  }
}
