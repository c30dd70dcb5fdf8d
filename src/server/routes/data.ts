import { z } from "zod";
import type { DataRequest } from "../../core/data-source.js";
import { SweepError } from "../../core/errors.js";
import { shownPath } from "../../selection/shown-path.js";
import type { ServerDeps } from "../deps.js";
import { findRun, findSweep } from "../find-run.js";
import { get, type Route } from "../route.js";

const query = z.strictObject({
  run: z.string().optional(),
  sweep: z.string().optional(),
  experiment: z.string().optional(),
});

/** A look at the data before, or after, anything is trained on them. */
export function dataRoute(deps: ServerDeps): Route {
  return get({
    path: "/api/data",
    params: z.strictObject({}),
    query,
    handle: async ({ query }) => ({
      type: "json",
      value: await deps.data.look(toRequest(query, deps)),
    }),
  });
}

function toRequest(
  { run, sweep, experiment }: z.infer<typeof query>,
  deps: ServerDeps,
): DataRequest {
  const given = [run, sweep, experiment].filter((each) => each !== undefined);
  if (given.length > 1)
    throw new SweepError(
      "usage",
      `expected at most one of \`run\`, \`sweep\` and \`experiment\`, got ${given.length}`,
    );
  if (run !== undefined) return { kind: "run", id: findRun(deps.store, run).id };
  if (sweep !== undefined) return ofSweep(sweep, deps);
  return experiment === undefined ? { kind: "default" } : { kind: "experiment", file: experiment };
}

/** All runs of a sweep have the same data; where none has begun, its experiment says which. */
function ofSweep(name: string, { store, cwd }: ServerDeps): DataRequest {
  const sweep = findSweep(store, name);
  const begun = store.listSweepRuns(sweep.id).find(({ attempt }) => attempt > 0);
  if (begun) return { kind: "run", id: begun.id };
  return { kind: "experiment", file: shownPath(sweep.file, cwd) };
}
