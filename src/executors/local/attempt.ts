import type { ExitReport } from "../../protocol/exit-report.js";
import type { RunPaths } from "../../protocol/run-paths.js";
import { writeJson } from "../../protocol/write-json.js";
import { ResourceUse } from "./resource-use.js";

/** How the trainer ended; what is left out did not happen. */
export interface End {
  code: number | null;
  signal?: string | null;
  message?: string;
  notStarted?: boolean;
}

/** The attempt that a host is at work on: what its exit.json will say. */
export class Attempt {
  /** Set by whoever ends the trainer for running too long. */
  timedOut = false;
  readonly #exitFile: string;
  readonly #startedAt = Date.now();
  readonly #use: ResourceUse;

  /** @param isOwnProcess - does the trainer run in this process, or in one below it? */
  constructor({ exit, system }: RunPaths, { isOwnProcess }: { isOwnProcess: boolean }) {
    this.#exitFile = exit;
    this.#use = new ResourceUse({ file: system, isOwnProcess });
  }

  /** Writes exit.json. A failure (a full disk) is told in the log: the orchestrator still sees how the host ends. */
  report({ code, signal = null, message, notStarted = false }: End): void {
    const report: ExitReport = {
      code,
      signal,
      message,
      not_started: notStarted,
      timed_out: this.timedOut,
      started_at: this.#startedAt,
      ended_at: Date.now(),
      ...this.#use.total(),
    };
    try {
      writeJson(this.#exitFile, report);
    } catch (error) {
      console.error(`sweep: could not write ${this.#exitFile}:`, error);
    }
  }
}
