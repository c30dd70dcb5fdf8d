import { basename } from "node:path";
import { z } from "zod";
import { SweepError } from "../../core/errors.js";
import { runPaths } from "../../protocol/run-paths.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { get, type Route } from "../route.js";
import { safeFile } from "../safe-file.js";

/** Only files that the run recorded are given out, and only from inside its artifacts folder. */
export function artifactRoute({ store, runsDir }: ServerDeps): Route {
  return get({
    path: "/api/runs/:id/artifacts/*path",
    params: z.object({ id: z.string(), path: z.array(z.string()) }),
    query: z.strictObject({}),
    async handle({ params }) {
      const run = findRun(store, params.id);
      const path = params.path.join("/");
      const isRecorded = store.listArtifacts(run.id).some((artifact) => artifact.path === path);
      const file = isRecorded ? await safeFile(runPaths(runsDir, run.id).artifacts, path) : null;
      if (file) return { type: "download", path: file, name: basename(path) };
      throw new SweepError("not-found", `run ${run.id} has no artifact \`${path}\``);
    },
  });
}
