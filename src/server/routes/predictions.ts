import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { SweepError } from "../../core/errors.js";
import { PREDICTIONS_FILE, parsePredictions } from "../../protocol/predictions.js";
import { runPaths } from "../../protocol/run-paths.js";
import type { ServerDeps } from "../deps.js";
import { FileCache } from "../file-cache.js";
import { findRun } from "../find-run.js";
import { reportPredictions } from "../prediction-report.js";
import { get, type Route } from "../route.js";

const CAPACITY = 32; // reports of ~50 kB each: the runs that one person compares in a session

export function predictionsRoute({ store, runsDir }: ServerDeps): Route {
  const read = (file: string) =>
    reportPredictions(parsePredictions(readFileSync(file, "utf8"), file));
  const cache = new FileCache({ read, capacity: CAPACITY });
  return get({
    path: "/api/runs/:id/predictions",
    params: z.object({ id: z.string() }),
    query: z.strictObject({}),
    handle({ params }) {
      const run = findRun(store, params.id);
      const file = join(runPaths(runsDir, run.id).artifacts, PREDICTIONS_FILE);
      const report = cache.get(file);
      if (report) return { type: "json", value: report };
      throw new SweepError("not-found", `run ${run.id} has no artifact \`${PREDICTIONS_FILE}\``);
    },
  });
}
