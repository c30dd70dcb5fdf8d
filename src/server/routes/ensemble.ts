import { z } from "zod";
import type { EnsembleReply } from "../../api/ensemble.js";
import { reportEnsemble } from "../../selection/ensemble-report.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { get, type Route } from "../route.js";

export function ensembleRoute({ store, runsDir }: ServerDeps): Route {
  return get({
    path: "/api/runs/:id/ensemble",
    params: z.object({ id: z.string() }),
    query: z.strictObject({}),
    handle({ params }) {
      const ensemble = reportEnsemble(store, runsDir, findRun(store, params.id));
      return { type: "json", value: { ensemble } satisfies EnsembleReply };
    },
  });
}
