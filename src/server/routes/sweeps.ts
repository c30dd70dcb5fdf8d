import { dirname } from "node:path";
import { z } from "zod";
import type { SweepItem, SweepList } from "../../api/sweeps.js";
import type { SweepRecord } from "../../core/records.js";
import { shownPath } from "../../selection/shown-path.js";
import type { ServerDeps } from "../deps.js";
import { get, type Route } from "../route.js";

export function sweepsRoute({ store, runsDir, actions }: ServerDeps): Route {
  const toItem = (sweep: SweepRecord): SweepItem => ({
    name: sweep.name,
    description: sweep.description,
    method: sweep.method,
    metric: sweep.metric,
    file: shownPath(sweep.file, dirname(runsDir)),
    createdAt: sweep.createdAt,
    updatedAt: sweep.updatedAt,
    firstNumber: store.firstRunNumber(sweep.id) ?? 1,
    isBeingRun: actions?.isBeingRun(sweep) ?? false,
    pausedAt: sweep.pausedAt,
    states: store.countRuns(sweep.id),
  });
  return get({
    path: "/api/sweeps",
    params: z.strictObject({}),
    query: z.strictObject({}),
    handle() {
      const list: SweepList = { sweeps: store.listSweeps().map(toItem) };
      return { type: "json", value: list };
    },
  });
}
