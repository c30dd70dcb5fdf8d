import type { Schedule } from "./schedule.js";

/** Lets the first `steps` steps rise in a straight line to what `schedule` gives (Goyal et al. 2017). */
export function withWarmup(schedule: Schedule, steps: number): Schedule {
  return {
    factor: (step) => schedule.factor(step) * Math.min(1, (step + 1) / (steps + 1)),
    epochEnded: (validationLoss) => schedule.epochEnded?.(validationLoss),
  };
}
