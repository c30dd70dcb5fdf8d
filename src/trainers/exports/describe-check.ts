import type { ExportCheck } from "./format.js";

const DECIMALS = 1; // of a rounding error

/** In words, for a run's summary and the command line. */
export function describeCheck(check: ExportCheck): string {
  if (check.state === "not-run") return `not run: ${check.reason}`;
  const most = check.difference.toExponential(DECIMALS);
  return `run ${check.how}: probabilities as the network's (largest difference ${most})`;
}
