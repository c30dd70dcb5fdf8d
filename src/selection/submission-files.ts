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

export interface Confidence {
  /** The submission's text, and the hash of the model that gave these answers: others may give the same, less surely. */
  text: string;
  model: string;
  /** Of each answer, length rows. */
  confidence: Float32Array;
}

/** Keeps how sure the model was of each answer, as little-endian float32 in the order of the rows. */
export function keepConfidence(runsDir: string, { text, model, confidence }: Confidence): void {
  const bytes = Buffer.alloc(confidence.length * Float32Array.BYTES_PER_ELEMENT);
  confidence.forEach((share, i) => {
    bytes.writeFloatLE(share, i * Float32Array.BYTES_PER_ELEMENT);
  });
  writeAtomically(confidenceFile(runsDir, sha256(text), model), bytes);
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
      const text = readIfThere(file)?.toString("utf8");
      if (text !== undefined && sha256(text) === hash) return text;
    }
    return null;
  }

  /** How sure the model was of each row's answer; null where that was not kept. */
  confidence({ sha256: hash, rows, lineage: { model } }: SubmissionRecord): Float32Array | null {
    if (typeof model !== "string") return null;
    const bytes = readIfThere(confidenceFile(this.#runsDir, hash, model));
    if (bytes?.length !== rows * Float32Array.BYTES_PER_ELEMENT) return null;
    return Float32Array.from({ length: rows }, (_, i) =>
      bytes.readFloatLE(i * Float32Array.BYTES_PER_ELEMENT),
    );
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

function confidenceFile(runsDir: string, hash: string, model: string): string {
  return join(runsDir, "submissions", `${hash}-${model.slice(0, 12)}.f32`);
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null; // gone or unreadable: to those who compare the same
  }
}
