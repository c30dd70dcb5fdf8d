import { SweepError } from "../../core/errors.js";
import { hashJson } from "../../core/hash.js";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import { Scheduler } from "../../scheduler/scheduler.js";
import type { SchedulerEvent, SweepResult } from "../../scheduler/scheduler-events.js";
import type { Experiment } from "../../spec/experiment.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { describeEnvironment } from "../environment/describe-environment.js";
import type { Board } from "./board.js";
import { describeGone } from "./gone-runs.js";
import type { TrainerIdentity } from "./plan-runs.js";
import { cacheDirOf, identifyTrainer, planSweep } from "./plan-sweep.js";
import type { Reporter } from "./reporter.js";
import type { RunDeps, RunOptions } from "./run-options.js";
import { requireKnownFolders } from "./unknown-folders.js";
import { updateBoard } from "./update-board.js";

export interface RunRequest {
  context: CliContext;
  deps: RunDeps;
  experiment: Experiment;
  store: Store;
  options: RunOptions;
  board: Board;
  reporter: Reporter;
  /** Train these runs of the sweep alone, as the store has them, and leave the sweep as it is. */
  retry?: Retry;
  /** Add what the experiment asks for to the runs of its sweep, under this name, and train that alone. */
  addedAs?: string;
}

export interface Retry {
  sweep: SweepRecord;
  runs: readonly RunRecord[];
}

export interface RunOutcome {
  sweep: SweepRecord;
  result: SweepResult;
  /** Ids of the runs that were to be trained, where not all of the sweep's were. */
  only: readonly string[];
}

/** Prepares the data, owns the sweep while its runs are trained, and gives it up at the end. */
export async function runExperiment(request: RunRequest): Promise<RunOutcome> {
  const { context, deps, experiment, store, reporter } = request;
  const runsDir = context.runsDir();
  const cacheDir = cacheDirOf(runsDir);
  const { cwd } = context;
  const onProgress = reporter.onPreparation;
  const place = { cwd, cacheDir, runsDir, folds: experiment.folds, onProgress };
  const trainer = await identifyTrainer(experiment, deps.plugins, place);
  const environment = await describeEnvironment({
    trainer: experiment.trainer,
    cwd,
    runsDir,
    now: context.now,
  });
  if (request.retry) for (const run of request.retry.runs) requireSame(run, trainer);
  const sweep = request.retry?.sweep ?? store.saveSweep(experiment, context.now());
  acquire(store, sweep, deps);
  try {
    const gone: RunRecord[] = [];
    const plan = planSweep({
      ...request.deps,
      experiment,
      store,
      runsDir,
      cwd,
      concurrency: request.options.jobs ?? null,
      fresh: request.options.fresh ?? false,
      onGone: (run) => gone.push(run),
      availableBytes: deps.availableBytes(),
      trainer,
      environment,
      sweep,
      retry: request.retry?.runs ?? null,
      addedAs: request.addedAs ?? null,
    });
    requireKnownFolders(store, runsDir, plan.runs);
    const message = describeGone(gone);
    if (message !== null) reporter.onEvent({ type: "warning", runId: null, message });
    return { sweep, result: await schedule(plan, request), only: [...(plan.only ?? [])] };
  } finally {
    store.releaseSweep(sweep.id, deps.self);
  }
}

/** A retry is another attempt of the very same run. */
function requireSame({ id, definition }: RunRecord, trainer: TrainerIdentity): void {
  const isSameCode = definition.code === trainer.code;
  if (isSameCode && hashJson(definition.data) === hashJson(trainer.dataIdentity)) return;
  throw new SweepError(
    "conflict",
    `run ${id}: its ${isSameCode ? "data" : "code"} has changed since, so that training it would be another run: \`sweep run\` trains what the experiment asks for now`,
  );
}

function acquire(store: Store, sweep: SweepRecord, { self, isAlive }: RunDeps): void {
  const dead = sweep.owner && !isAlive(sweep.owner) ? sweep.owner : null;
  if (store.acquireSweep(sweep.id, self, dead)) return;
  const owner = store.findSweep(sweep.name)?.owner;
  throw new SweepError(
    "conflict",
    `${sweep.name} is being run already, by process ${owner?.pid} on ${owner?.host}: watch it with \`sweep ls ${sweep.name}\``,
  );
}

async function schedule(
  plan: ReturnType<typeof planSweep>,
  { context, deps, store, board, reporter }: RunRequest,
): Promise<SweepResult> {
  const emit = (event: SchedulerEvent) => {
    updateBoard(board, store, event);
    reporter.onEvent(event);
  };
  const scheduler = new Scheduler(plan, {
    store,
    executor: deps.createExecutor(context.runsDir()),
    runsDir: context.runsDir(),
    isAlive: deps.isAlive,
    emit,
    now: context.now,
  });
  const remove = deps.onInterrupt(() => scheduler.stop(board.stopping === null ? "drain" : "now"));
  try {
    return await scheduler.run();
  } finally {
    remove();
  }
}
