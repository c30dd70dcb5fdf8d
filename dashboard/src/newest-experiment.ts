import type { SweepItem } from "../../src/api/sweeps.js";

/** The newest of these sweeps that an experiment's file made, not `sweep ensemble`; where there is none, the newest. @param sweeps newest first */
export function newestExperiment(sweeps: readonly SweepItem[]): SweepItem | null {
  return sweeps.find(({ file }) => file !== "") ?? sweeps[0] ?? null;
}
