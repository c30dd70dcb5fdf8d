import { defaultConcurrency } from "../../scheduler/concurrency.js";
import { formatBytes, formatCountOf } from "../format/number.js";
import { type Check, ok, warn } from "./check.js";

const WHAT = "capacity";

export interface Machine {
  cores: number;
  /** Memory that can be had without swapping. */
  availableBytes: number;
  /** What one run with default parameters takes. */
  bytesPerRun: number;
}

/** How many runs the machine trains at once, as `sweep run` decides it. */
export function checkCapacity({ cores, availableBytes, bytesPerRun }: Machine): Check {
  const runs = defaultConcurrency({ cores, availableBytes, bytesPerRun, threadsPerRun: 1 });
  const details = `${formatCountOf(cores, "core")}, ${formatBytes(availableBytes)} of memory to be had: ${formatCountOf(runs, "run")} at once`;
  if (availableBytes >= bytesPerRun) return ok(WHAT, details);
  return warn(WHAT, details, `free some memory: a run takes about ${formatBytes(bytesPerRun)}`);
}
