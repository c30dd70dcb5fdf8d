import { z } from "zod";
import type { SweepItem, SweepList } from "../../api/sweeps.js";
import type { SweepRecord } from "../../core/records.js";
import { lostAmong } from "../../selection/lost-runs.js";
import { shownPath } from "../../selection/shown-path.js";
import type { ServerDeps } from "../deps.js";
import { get, type Route } from "../route.js";

export function sweepsRoute({ store, cwd, actions, liveness, now }: ServerDeps): Route {
  const toItem = (sweep: SweepRecord, namesOfLost: readonly string[][]): SweepItem => ({
    name: sweep.name,
    description: sweep.description,
    method: sweep.method,
    metric: sweep.metric,
    file: sweep.file === "" ? "" : shownPath(sweep.file, cwd),
    createdAt: sweep.createdAt,
    updatedAt: sweep.updatedAt,
    hasDigits:
      store.listRuns({ sweep: sweep.name, limit: 1 })[0]?.definition.trainer.kind === "builtin",
    firstNumber: store.firstRunNumber(sweep.id) ?? 1,
    isBeingRun: actions?.isBeingRun(sweep) ?? false,
    pausedAt: sweep.pausedAt,
    states: store.countRuns(sweep.id),
    lost: namesOfLost.filter((names) => names.includes(sweep.name)).length,
  });
  return get({
    path: "/api/sweeps",
    params: z.strictObject({}),
    query: z.strictObject({}),
    handle() {
      const sweeps = store.listSweeps();
      const running = store.listRuns({ state: "running" });
      const lost = lostAmong(store, running, { liveness, now: now() }, sweeps);
      const namesOfLost = [...lost].map((id) => store.sweepsOf(id));
      const list: SweepList = { sweeps: sweeps.map((each) => toItem(each, namesOfLost)) };
      return { type: "json", value: list };
    },
  });
}
