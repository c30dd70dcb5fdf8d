import { z } from "zod";
import type { SystemUse } from "../../api/system.js";
import { SweepError } from "../../core/errors.js";
import type { RunRecord } from "../../core/records.js";
import { readEnvironmentRecord } from "../../protocol/environment-record.js";
import { attemptPaths, type RunPaths, runPaths } from "../../protocol/run-paths.js";
import { readSystemSamples } from "../../protocol/system-use.js";
import type { ServerDeps } from "../deps.js";
import { findRun } from "../find-run.js";
import { get, type Route } from "../route.js";

/** CPU and memory over time. */
export function systemRoute({ store, runsDir }: ServerDeps): Route {
  return get({
    path: "/api/runs/:id/system",
    params: z.object({ id: z.string() }),
    query: z.strictObject({ attempt: z.coerce.number().int().min(1).optional() }),
    handle({ params, query }) {
      const run = findRun(store, params.id);
      const attempt = query.attempt ?? run.attempt;
      if (attempt > run.attempt)
        throw new SweepError(
          "not-found",
          `attempt: run ${run.id} has ${run.attempt}, got ${attempt}`,
        );
      return {
        type: "json",
        value: systemUse(run, attempt, attemptPaths(runPaths(runsDir, run.id), attempt)),
      };
    },
  });
}

function systemUse(run: RunRecord, attempt: number, files: RunPaths): SystemUse {
  const samples = readSystemSamples(files.system);
  const environment = readEnvironmentRecord(files.environment);
  return {
    attempt,
    times: samples.map(({ time }) => time),
    cpu: samples.map(({ cpu }) => cpu),
    rss: samples.map(({ rss }) => rss),
    cores: environment?.cores ?? null,
    memoryBytes: environment?.memory_bytes ?? null,
    missing: samples.length > 0 ? null : reason(run),
  };
}

function reason(run: RunRecord): string {
  if (run.attempt === 0) return "the run has not begun";
  if (run.state === "running") return "nothing was measured yet";
  return "nothing was recorded: its sweep did not measure it, or its system has no /proc";
}
