import { hostname } from "node:os";
import { estimateTime, type PastRun } from "../../analysis/estimate-time.js";
import type { ExperimentPreview, PreviewedRun } from "../../api/experiments.js";
import { hashJson } from "../../core/hash.js";
import type { RunRecord } from "../../core/records.js";
import { activeMs } from "../../core/run-time.js";
import type { OnProgress } from "../../core/trainer.js";
import { readEnvironmentRecord } from "../../protocol/environment-record.js";
import { runPaths } from "../../protocol/run-paths.js";
import type { Experiment } from "../../spec/experiment.js";
import { expandExperiment, type PlannedRun } from "../../spec/plan.js";
import type { RunStore } from "../../store/store.js";
import { type TrainerIdentity, toNewRun } from "./plan-runs.js";
import { cacheDirOf, concurrencyOf, identifyTrainer, planRequest } from "./plan-sweep.js";
import type { Plugins } from "./read-experiment.js";

export interface PreviewRequest {
  experiment: Experiment;
  plugins: Plugins;
  /** Null: there is none yet. */
  store: Pick<RunStore, "latestGeneration" | "getRun" | "listRuns"> | null;
  runsDir: string;
  cwd: string;
  /** `-j` */
  concurrency: number | null;
  fresh: boolean;
  availableBytes: number;
  onProgress: OnProgress;
  /** Told of a finished run whose folder is gone, in whose place another would be trained. */
  onGone?(run: RunRecord): void;
}

const NO_STORE = { latestGeneration: () => null, getRun: () => null, listRuns: () => [] };
const PAST_RUNS = 500; // the newest; each costs reading one small file

/**
 * What running the experiment would train, and how long that may take. It checks the data as a run does, which caches them, and
 * trains nothing.
 * @throws SweepError("data" | "spec") as a run would.
 */
export async function previewExperiment(request: PreviewRequest): Promise<ExperimentPreview> {
  const { experiment, plugins, runsDir, cwd, onProgress } = request;
  const store = request.store ?? NO_STORE;
  const { folds } = experiment;
  const context = { cwd, cacheDir: cacheDirOf(runsDir), runsDir, folds, onProgress };
  const trainer = await identifyTrainer(experiment, plugins, context);
  const { learns } = plugins.samplers.get(experiment.method);
  const planned = learns ? [] : expandExperiment(planRequest(experiment, plugins));
  const identify = (run: PlannedRun) => toNewRun(run, experiment, trainer, { ...request, store });
  const all = planned.map((run) => ({ run, created: identify(run) }));
  const concurrency = concurrencyOf(
    request,
    all.map(({ created }) => created),
  );
  const runs = all.map(({ run, created }) => describe(run, created.id, store));
  const missing = runs.filter(({ standing }) => standing !== "cached");
  return {
    ...head(experiment),
    ...{ concurrency, learns, runs, counts: countOf(runs) },
    estimate: estimateTime({
      planned: missing.map(({ parameters }) => parameters),
      past: pastRuns(store.listRuns({ state: "finished", limit: PAST_RUNS }), trainer, request),
      concurrency,
    }),
  };
}

function head({ name, method, metric, seed, folds, only, runCap }: Experiment) {
  return { name, method, metric, seed, folds: only.fold === null ? folds : null, runCap };
}

function describe(
  { name, repeat, fold, parameters }: PlannedRun,
  id: string,
  store: Pick<RunStore, "getRun">,
): PreviewedRun {
  const state = store.getRun(id)?.state ?? null;
  return { id, name, repeat, fold, parameters, standing: standingOf(state), state };
}

function standingOf(state: PreviewedRun["state"]): PreviewedRun["standing"] {
  if (state === null) return "new";
  return state === "finished" ? "cached" : "unfinished";
}

function countOf(runs: readonly PreviewedRun[]): ExperimentPreview["counts"] {
  const count = (standing: PreviewedRun["standing"]) =>
    runs.filter((run) => run.standing === standing).length;
  return { cached: count("cached"), unfinished: count("unfinished"), new: count("new") };
}

/** Of the same trainer, on the same data, on this machine, and on the backend and device that are asked for. */
function pastRuns(
  finished: readonly RunRecord[],
  trainer: TrainerIdentity,
  { experiment, runsDir }: PreviewRequest,
): PastRun[] {
  const program = hashJson(programOf(experiment.trainer));
  const data = hashJson(trainer.dataIdentity);
  return finished.flatMap((run) => {
    const { definition, summary, endedAt, id } = run;
    const durationMs = endedAt === null ? null : activeMs(run, endedAt);
    const isAlike =
      durationMs !== null &&
      hashJson(programOf(definition.trainer)) === program &&
      hashJson(definition.data) === data &&
      (experiment.backend === null || summary.backend === experiment.backend) &&
      (summary.device ?? "cpu") === experiment.device &&
      readEnvironmentRecord(runPaths(runsDir, id).environment)?.host === hostname();
    return isAlike ? [{ parameters: definition.parameters, durationMs }] : [];
  });
}

/** A command is the same wherever it is run. */
function programOf(trainer: Experiment["trainer"]) {
  return trainer.kind === "builtin" ? trainer.type : trainer.command;
}
