import { z } from "zod";
import { SweepError } from "../../core/errors.js";
import { runPaths } from "../../protocol/run-paths.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { get, type Route } from "../route.js";
import { safeFile } from "../safe-file.js";

/** The whole output of the run's current attempt, to download. */
export function logFileRoute({ store, runsDir }: ServerDeps): Route {
  return get({
    path: "/api/runs/:id/output.log",
    params: z.object({ id: z.string() }),
    query: z.strictObject({}),
    async handle({ params }) {
      const run = findRun(store, params.id);
      const file = await safeFile(runPaths(runsDir, run.id).dir, "output.log");
      if (file) return { type: "download", path: file, name: `${run.id}.log` };
      throw new SweepError("not-found", `run ${run.id} has no log yet`);
    },
  });
}
