import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { EnvironmentRecord } from "../../core/environment-record.js";
import type { JsonValue } from "../../core/json.js";
import { makeFolder } from "../../core/make-folder.js";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import type { TrainerContext, TrainerDescriptor } from "../../core/trainer.js";
import type { Program } from "../../protocol/host-messages.js";
import { foldEnvironment, runEnvironment, runPaths } from "../../protocol/run-paths.js";
import { defaultConcurrency } from "../../scheduler/concurrency.js";
import type { SweepPlan } from "../../scheduler/sweep-plan.js";
import { expandCommand } from "../../spec/command-macros.js";
import type { Experiment } from "../../spec/experiment.js";
import { expandExperiment, type PlannedRun, type PlanRequest, planRuns } from "../../spec/plan.js";
import type { NewRun, Store } from "../../store/store.js";
import { commandCodeHash } from "../../trainers/command-code.js";
import { type TrainerIdentity, toNewRun } from "./plan-runs.js";
import { createProposer } from "./proposer.js";
import type { Plugins } from "./read-experiment.js";

export interface PlanOptions {
  experiment: Experiment;
  plugins: Plugins;
  store: Store;
  runsDir: string;
  cwd: string;
  env: Record<string, string | undefined>;
  /** `-j`; null: the experiment's, or what cores and memory allow. */
  concurrency: number | null;
  fresh: boolean;
  /** Memory that can be had without swapping. */
  availableBytes: number;
  /** Told of a finished run whose folder is gone, in whose place another is trained. */
  onGone(run: RunRecord): void;
  trainer: TrainerIdentity;
  environment: EnvironmentRecord;
  sweep: SweepRecord;
  /** Train these runs alone, as the store has them; null: what the experiment expands to. */
  retry: readonly RunRecord[] | null;
  /** What the experiment asks for gets this name and is added to the runs of the sweep, which stay; null: it is what the sweep has. */
  addedAs: string | null;
}

const UNKNOWN_BYTES = 500e6; // of a script in any language; only the number of runs at once depends on it

/** Makes the scheduler's plan of an experiment. */
export function planSweep(options: PlanOptions): SweepPlan {
  const { experiment, plugins, runsDir, trainer, sweep } = options;
  const descriptor = builtinOf(experiment, plugins);
  const request = planRequest(experiment, plugins);
  const { learns } = plugins.samplers.get(experiment.method);
  const identify = (run: PlannedRun) => toNewRun(run, experiment, trainer, options);
  const propose = createProposer({
    experiment,
    store: options.store,
    plan: (index, history) => planRuns(request, { index, history }),
  });
  const { retry, addedAs } = options;
  const asked = learns || retry ? knownRuns(options) : expandExperiment(request).map(identify);
  const runs = addedAs === null ? asked : besides(options, asked, addedAs);
  return {
    sweep,
    metric: experiment.metric,
    overrides: experiment.overrides,
    runs,
    only: onlyOf(addedAs === null ? retry : asked),
    propose: learns && !retry ? (runs) => mapNull(propose(runs), identify) : null,
    programOf: (run) => programOf(run, experiment, descriptor, options),
    spareProgram: descriptor ? { kind: "module", url: descriptor.module } : null,
    dataOf: (run) => dataOf(run, trainer, descriptor),
    environment: options.environment,
    threads: experiment.execution.threads,
    cacheDir: cacheDirOf(runsDir),
    backend: experiment.backend,
    device: experiment.device,
    concurrency: concurrencyOf(options, runs),
    timeoutMs: experiment.execution.timeoutMs,
    retries: experiment.execution.retries,
  };
}

function onlyOf(runs: readonly { id: string }[] | null): SweepPlan["only"] {
  return runs && new Set(runs.map(({ id }) => id));
}

/** Folder of everything that can be made again. */
export function cacheDirOf(runsDir: string): string {
  return join(runsDir, "cache");
}

export function planRequest(experiment: Experiment, plugins: Plugins): PlanRequest {
  const { space, metric, method, methodOptions } = experiment;
  const sampler = plugins.samplers.get(method).create(methodOptions, { space, goal: metric.goal });
  return { experiment, sampler, trainers: plugins.trainers };
}

/** Checks and caches the data, with progress, and hashes the trainer's code. */
export async function identifyTrainer(
  experiment: Experiment,
  plugins: Plugins,
  context: TrainerContext,
): Promise<TrainerIdentity> {
  const descriptor = builtinOf(experiment, plugins);
  if (descriptor) {
    makeFolder(context.cacheDir);
    const data = await descriptor.prepareData(experiment.data, context);
    return {
      code: descriptor.codeHash(),
      data,
      dataIdentity: descriptor.identityOf(data),
      ownMetric: descriptor.metric,
    };
  }
  const { trainer } = experiment;
  const code = trainer.kind === "command" ? commandCodeHash(trainer.command, trainer.cwd) : "";
  const data = (experiment.data ?? null) as JsonValue; // checked to be JSON when it was parsed
  return { code, data, dataIdentity: data, ownMetric: null };
}

function builtinOf({ trainer }: Experiment, { trainers }: Plugins): TrainerDescriptor | null {
  return trainer.kind === "builtin" ? trainers.get(trainer.type) : null;
}

function dataOf(
  { definition: { fold } }: RunRecord,
  { data }: TrainerIdentity,
  descriptor: TrainerDescriptor | null,
): JsonValue {
  return fold && descriptor?.folds ? descriptor.folds.at(data, fold.index) : data;
}

function programOf(
  run: RunRecord,
  { trainer }: Experiment,
  descriptor: TrainerDescriptor | null,
  { runsDir, env }: PlanOptions,
): Program {
  if (descriptor) return { kind: "module", url: descriptor.module };
  if (trainer.kind !== "command")
    throw new TypeError("expected a command where there is no trainer");
  const { parameters, fold } = run.definition;
  const own = runEnvironment(run.id, runPaths(runsDir, run.id));
  const environment = { ...env, ...own, ...foldEnvironment(fold) };
  const argv = expandCommand(trainer.command, parameters, environment);
  return { kind: "command", argv, cwd: trainer.cwd };
}

/** How many of the runs are trained at once: as asked, else what cores and memory allow. */
export function concurrencyOf(
  {
    concurrency,
    experiment,
    plugins,
    availableBytes,
  }: Pick<PlanOptions, "concurrency" | "experiment" | "plugins" | "availableBytes">,
  runs: readonly NewRun[],
): number {
  const { execution } = experiment;
  const descriptor = builtinOf(experiment, plugins);
  const asked = concurrency ?? execution.concurrency;
  if (asked !== null) return asked;
  const sizes = runs.map((run) => descriptor?.memoryBytes(run.definition.parameters) ?? 0);
  return defaultConcurrency({
    cores: availableParallelism(),
    availableBytes,
    threadsPerRun: execution.threads,
    bytesPerRun: Math.max(0, ...sizes) || UNKNOWN_BYTES,
  });
}

/**
 * A learning sampler goes on from the runs that its sweep has. One that is retried, and that an edited experiment had dropped,
 * is one of them again.
 */
function knownRuns({ store, sweep, fresh, retry }: PlanOptions): NewRun[] {
  if (fresh) return [];
  const listed = store.listSweepRuns(sweep.id);
  const dropped = (retry ?? []).filter(({ id }) => !listed.some((each) => each.id === id));
  return [...listed, ...dropped].map(asNew);
}

/** The sweep's runs, and these after them where they are none of them yet. */
function besides({ store, sweep }: PlanOptions, asked: readonly NewRun[], name: string): NewRun[] {
  const listed = store.listSweepRuns(sweep.id).map(asNew);
  const others = asked.filter(({ id }) => !listed.some((each) => each.id === id));
  return [...listed, ...others.map((run) => ({ ...run, name }))];
}

function asNew({ id, key, generation, name, definition }: NewRun): NewRun {
  return { id, key, generation, name, definition };
}

function mapNull<A, B>(value: A | null, map: (value: A) => B): B | null {
  return value === null ? null : map(value);
}
