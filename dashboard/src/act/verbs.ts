import type { ControlVerb } from "../../../src/api/control.js";
import type { RunRow } from "../../../src/api/runs.js";

export type Verb = ControlVerb | "promote";

/** The key of each, wherever it can be done. */
export const KEYS: Record<Verb, string> = {
  pause: "z",
  resume: "Z",
  stop: "s",
  retry: "t",
  promote: "m",
};

/** What can be done with a run as it stands. */
export function verbsOf({ state, lost, pausedAt, champion }: RunRow): readonly Verb[] {
  switch (state) {
    case "queued":
      return ["stop"];
    case "running":
      if (lost) return ["retry", "stop"];
      return pausedAt === null ? ["pause", "stop"] : ["resume", "stop"];
    case "finished":
      return champion ? [] : ["promote"];
    case "failed":
    case "cancelled":
      return ["retry"];
  }
}

/** Those of the runs that it can be done with. */
export function runsFor(verb: Verb, runs: readonly RunRow[]): RunRow[] {
  return runs.filter((run) => verbsOf(run).includes(verb));
}
