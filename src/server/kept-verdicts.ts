import type { VerdictReport } from "../api/verdict.js";
import type { RunRecord, SweepRecord } from "../core/records.js";
import type { Filter } from "../query/filter.js";
import { rankRuns } from "../selection/best.js";
import { readMarks } from "../selection/verdict/marks.js";
import { reachVerdict } from "../selection/verdict/verdict.js";
import type { Store } from "../store/store.js";
import { Recent } from "./recent.js";

const RUNS = 2000; // of 42,000 rows in all 400 MB at the very most; of 4,200, a tenth of that
const VERDICTS = 32;

export interface KeptVerdictsOptions {
  store: Store;
  runsDir: string;
}

/**
 * Verdicts on sweeps. Finished runs never change, so each is read once, and the same runs get the verdict that they had. Of many
 * runs one takes seconds, in which the thread does nothing else.
 */
export function createVerdicts({
  store,
  runsDir,
}: KeptVerdictsOptions): (sweep: SweepRecord) => VerdictReport {
  const marks = new Recent<ReturnType<typeof readMarks>>(RUNS);
  const verdicts = new Recent<VerdictReport>(VERDICTS);
  const marksOf = (run: RunRecord) => marks.get(run.id, () => readMarks(store, runsDir, run));
  return (sweep) => {
    const key = JSON.stringify([sweep.metric, finishedRuns(store, sweep)]);
    return verdicts.get(key, () => {
      const runs = rankRuns(store, sweep).map(({ run }) => run);
      return reachVerdict(runs, marksOf);
    });
  };
}

/** Their ids alone: of ten thousand runs all that is known is read in half a second. */
function finishedRuns(store: Store, { id }: SweepRecord): string[] {
  return store.runValues({ sweepId: id, filter: FINISHED, now: 0 }, []).ids;
}

const FINISHED: Filter = {
  type: "equal",
  field: { kind: "builtin", name: "state" },
  values: ["finished"],
};
