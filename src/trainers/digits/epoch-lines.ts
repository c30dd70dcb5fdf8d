import type { Tracker } from "../../tracker/index.js";

type Reporting = Pick<Tracker, "log" | "progress">;

/** Also writes a line for each epoch, so that a run's log tells its course. */
export function withEpochLines(tracker: Reporting, write: (line: string) => void): Reporting {
  return {
    progress: (...args) => tracker.progress(...args),
    log(values, at) {
      tracker.log(values, at);
      if ("val_loss" in values) write(`epoch ${at?.epoch}: ${describe(values)}`);
    },
  };
}

const DIGITS = 4; // significant: more is noise from one epoch to the next

function describe(values: Record<string, number>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(DIGITS))}`)
    .join(", ");
}
