import { join } from "node:path";
import { z } from "zod";
import { SweepError } from "../../core/errors.js";
import { PREDICTIONS_FILE } from "../../protocol/predictions.js";
import { runPaths } from "../../protocol/run-paths.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { PredictionCache } from "../prediction-cache.js";
import { get, type Route } from "../route.js";

export function predictionsRoute({ store, runsDir }: ServerDeps): Route {
  const cache = new PredictionCache();
  return get({
    path: "/api/runs/:id/predictions",
    params: z.object({ id: z.string() }),
    query: z.strictObject({}),
    handle({ params }) {
      const run = findRun(store, params.id);
      const file = join(runPaths(runsDir, run.id).artifacts, PREDICTIONS_FILE);
      const report = cache.report(file);
      if (report) return { type: "json", value: report };
      throw new SweepError("not-found", `run ${run.id} has no artifact \`${PREDICTIONS_FILE}\``);
    },
  });
}
