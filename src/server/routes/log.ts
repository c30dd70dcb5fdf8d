import { z } from "zod";
import { runPaths } from "../../protocol/run-paths.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { readLogChunk } from "../log-chunk.js";
import { get, type Route } from "../route.js";

const MOST_BYTES = 256 * 1024; // one answer; a reader goes on from `next`

/** The output of the run's current attempt. A negative offset counts from the end. */
export function logRoute({ store, runsDir }: ServerDeps): Route {
  return get({
    path: "/api/runs/:id/log",
    params: z.object({ id: z.string() }),
    query: z.strictObject({ offset: z.coerce.number().int().default(0) }),
    async handle({ params, query }) {
      const run = findRun(store, params.id);
      const { output } = runPaths(runsDir, run.id);
      return { type: "json", value: await readLogChunk(output, query.offset, MOST_BYTES) };
    },
  });
}
