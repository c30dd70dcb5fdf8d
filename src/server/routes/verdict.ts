import { z } from "zod";
import type { VerdictReport } from "../../api/verdict.js";
import type { RunRecord } from "../../core/records.js";
import { rankRuns } from "../../selection/best.js";
import { readMarks } from "../../selection/verdict/marks.js";
import { reachVerdict } from "../../selection/verdict/verdict.js";
import type { ServerDeps } from "../deps.js";
import { findSweep } from "../find-run.js";
import { Recent } from "../recent.js";
import { get, type Route } from "../route.js";

const RUNS = 2000; // of 42,000 rows in all 400 MB at the very most; of 4,200, a tenth of that
const VERDICTS = 32;

/** Finished runs never change, so each is read once, and the same runs get the verdict that they had. */
export function verdictRoute({ store, runsDir }: Pick<ServerDeps, "store" | "runsDir">): Route {
  const marks = new Recent<ReturnType<typeof readMarks>>(RUNS);
  const verdicts = new Recent<VerdictReport>(VERDICTS);
  const marksOf = (run: RunRecord) => marks.get(run.id, () => readMarks(store, runsDir, run));
  return get({
    path: "/api/verdict",
    params: z.strictObject({}),
    query: z.strictObject({ sweep: z.string() }),
    handle({ query }) {
      const runs = rankRuns(store, findSweep(store, query.sweep)).map(({ run }) => run);
      const key = runs.map(({ id }) => id).join();
      return { type: "json", value: verdicts.get(key, () => reachVerdict(runs, marksOf)) };
    },
  });
}
