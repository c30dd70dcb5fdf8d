import { setImmediate } from "node:timers/promises";
import type { Tracker } from "../../../tracker/index.js";

/** Says how far the training is: at most about four times a second, so that reports cost nothing. */
export interface ProgressMeter {
  /** `done` optimizer steps; between two reports it is free. */
  at(done: number, status: string): Promise<void>;
}

const REPORT_INTERVAL_MS = 250;

export function createProgressMeter(
  tracker: Pick<Tracker, "progress">,
  { total, now }: { total: number; now: () => number },
): ProgressMeter {
  let reported = Number.NEGATIVE_INFINITY;
  let lastStatus = "";
  return {
    async at(done, status) {
      if (status === lastStatus && now() - reported < REPORT_INTERVAL_MS) return;
      reported = now();
      lastStatus = status;
      tracker.progress(done, total, { unit: "step", status });
      await setImmediate(); // steps never wait for anything: without this, signals would not be served
    },
  };
}
