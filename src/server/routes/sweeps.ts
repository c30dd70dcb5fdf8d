import { dirname } from "node:path";
import { z } from "zod";
import type { RunRow } from "../../api/runs.js";
import type { SweepItem, SweepList } from "../../api/sweeps.js";
import type { SweepRecord } from "../../core/records.js";
import { shownPath } from "../../selection/shown-path.js";
import type { ServerDeps } from "../deps.js";
import { get, type Route } from "../route.js";
import { toRunRows } from "../run-rows.js";

export function sweepsRoute(deps: ServerDeps): Route {
  const { store, runsDir, actions } = deps;
  const toItem = (sweep: SweepRecord, lost: readonly RunRow[]): SweepItem => ({
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
    lost: lost.filter(({ sweeps }) => sweeps.includes(sweep.name)).length,
  });
  return get({
    path: "/api/sweeps",
    params: z.strictObject({}),
    query: z.strictObject({}),
    handle() {
      const running = toRunRows(store.listRuns({ state: "running" }), null, deps);
      const lost = running.filter((row) => row.lost);
      const list: SweepList = { sweeps: store.listSweeps().map((each) => toItem(each, lost)) };
      return { type: "json", value: list };
    },
  });
}
