import { SweepError } from "../../core/errors.js";
import { describeOutcome } from "../../core/outcome.js";
import type { RunRecord } from "../../core/records.js";
import type { Experiment } from "../../spec/experiment.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { createProgressBar } from "../format/progress-bar.js";
import { Board } from "../run/board.js";
import type { Reporter } from "../run/reporter.js";
import { runExperiment } from "../run/run-experiment.js";
import type { RunDeps } from "../run/run-options.js";

export interface MakeRequest {
  context: CliContext;
  deps: RunDeps;
  store: Store;
  experiment: Experiment;
  /** What the run is called. */
  name: string;
  fresh: boolean;
}

export interface Made {
  run: RunRecord;
  /** Was it there already? */
  isCached: boolean;
}

/**
 * Makes the ensemble in a process of its own, as runs are trained, unless it is there already. Progress goes to stderr.
 * @throws SweepError("failed-runs" | "interrupted") unless it has finished.
 */
export async function makeEnsemble(request: MakeRequest): Promise<Made> {
  const { context, store, experiment, name } = request;
  const reporter = createReporter(context);
  const { now } = context;
  const startedAt = now();
  try {
    const { only } = await runExperiment({
      ...{ context, deps: request.deps, experiment, store, board: new Board(), reporter },
      options: { set: [], fresh: request.fresh },
      addedAs: name,
    });
    const run = store.getRun(only[0] ?? "");
    if (!run) throw new Error(`${experiment.name}: expected its run in the store`);
    requireMade(run);
    return { run, isCached: run.endedAt !== null && run.endedAt < startedAt };
  } finally {
    reporter.close();
  }
}

/** @throws SweepError with the process's last words. */
function requireMade({ id, state, outcome }: RunRecord): void {
  if (state === "finished") return;
  if (state !== "failed")
    throw new SweepError("interrupted", `ensemble ${id} is ${state}: the same command goes on`);
  const why = outcome ? describeOutcome(outcome) : "no reason known";
  throw new SweepError("failed-runs", `ensemble ${id} failed: ${why}  (sweep logs ${id})`);
}

function createReporter({ stderr }: CliContext): Reporter {
  const bar = createProgressBar(stderr);
  return {
    onPreparation: (progress) => bar.update(progress),
    onEvent(event) {
      if (event.type === "progress") bar.update(event.progress);
      if (event.type === "warning") stderr.write(`warning: ${event.message}\n`);
    },
    close: () => bar.close(),
  };
}
