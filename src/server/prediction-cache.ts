import { readFileSync, statSync } from "node:fs";
import type { PredictionReport } from "../api/predictions.js";
import { messageOf, SweepError } from "../core/errors.js";
import { parsePredictions } from "../protocol/predictions.js";
import { reportPredictions } from "./prediction-report.js";

const CAPACITY = 32; // reports of ~50 kB each: the runs that one person compares in a session

/** Reports by file, kept until the file changes; the one that was asked for longest ago makes room. */
export class PredictionCache {
  readonly #entries = new Map<string, { version: string; report: PredictionReport }>();

  /** Null when there is no such file. @throws SweepError("data") that names file and line. */
  report(file: string): PredictionReport | null {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats?.isFile()) return null;
    const version = `${stats.mtimeMs}:${stats.size}`;
    const cached = this.#entries.get(file);
    const report = cached?.version === version ? cached.report : read(file);
    this.#remember(file, { version, report });
    return report;
  }

  #remember(file: string, entry: { version: string; report: PredictionReport }): void {
    this.#entries.delete(file);
    this.#entries.set(file, entry);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > CAPACITY && oldest !== undefined) this.#entries.delete(oldest);
  }
}

function read(file: string): PredictionReport {
  try {
    return reportPredictions(parsePredictions(readFileSync(file, "utf8")));
  } catch (error) {
    throw new SweepError("data", `${file}: ${messageOf(error)}`, { cause: error });
  }
}
