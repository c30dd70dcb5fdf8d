import { z } from "zod";
import {
  CONTROL_VERBS,
  type RunControlRequest,
  type SweepControlRequest,
} from "../../api/control.js";
import type { ServerDeps } from "../deps.js";
import { findRun, findSweep } from "../find-run.js";
import { requireActions } from "../require-actions.js";
import { post, type Route } from "../route.js";
import { settledApart } from "../settled-apart.js";

const MOST_RUNS = 1_000; // each is a request to an orchestrator, or a process that is ended

const runBody: z.ZodType<RunControlRequest> = z.strictObject({
  action: z.enum(CONTROL_VERBS),
  ids: z.array(z.string()).min(1).max(MOST_RUNS),
});

const sweepBody: z.ZodType<SweepControlRequest> = z.strictObject({
  action: z.enum([...CONTROL_VERBS, "drain"]),
});

/** Stops, pauses, resumes and retries: of runs, and of a sweep. */
export function controlRoutes(deps: ServerDeps): Route[] {
  const { store } = deps;
  return [
    post({
      path: "/api/runs/control",
      params: z.strictObject({}),
      body: runBody,
      async handle({ body: { action, ids } }) {
        const runs = [...new Set(ids)].map((id) => findRun(store, id));
        const reply = await requireActions(deps).controlRuns(action, runs);
        return { type: "json", value: settledApart(reply, runs, store) };
      },
    }),
    post({
      path: "/api/sweeps/:name/control",
      params: z.object({ name: z.string() }),
      body: sweepBody,
      async handle({ params, body }) {
        const sweep = findSweep(store, params.name);
        const running = store.listRuns({ sweep: sweep.name, state: "running" });
        const reply = await requireActions(deps).controlSweep(body.action, sweep);
        return { type: "json", value: settledApart(reply, running, store) };
      },
    }),
  ];
}
