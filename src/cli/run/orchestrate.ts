import { SweepError } from "../../core/errors.js";
import type { SweepResult } from "../../scheduler/scheduler-events.js";
import type { CliContext } from "../context.js";
import { lookOf } from "../format/look.js";
import { formatCountOf } from "../format/number.js";
import { Board } from "./board.js";
import { createJsonReporter } from "./json-reporter.js";
import { createLiveReporter } from "./live-reporter.js";
import { createPlainReporter } from "./plain-reporter.js";
import type { Reporter } from "./reporter.js";
import { type RunRequest, runExperiment } from "./run-experiment.js";
import type { RunOptions } from "./run-options.js";
import { printSummary } from "./summary.js";

/**
 * Runs an experiment in the foreground: shows it while it runs, and sums it up.
 * @throws SweepError("interrupted" | "failed-runs") unless every run that was asked for has finished.
 */
export async function orchestrate(request: Omit<RunRequest, "board" | "reporter">): Promise<void> {
  const { context, store, options, experiment } = request;
  const board = new Board();
  const reporter = createReporter(context, board, options);
  try {
    const outcome = await runExperiment({ ...request, board, reporter });
    reporter.close();
    if (!options.json) printSummary(context, store, outcome, { ...experiment, jobs: options.jobs });
    throwUnlessComplete(outcome.result, board.stopping !== null);
  } finally {
    reporter.close();
  }
}

function createReporter(context: CliContext, board: Board, options: RunOptions): Reporter {
  const { stdout, now } = context;
  if (options.json) return createJsonReporter(stdout, now);
  if (stdout.isTTY && !options.plain)
    return createLiveReporter(stdout, board, () => lookOf(context));
  return createPlainReporter(stdout, board, now);
}

/** @throws SweepError: its code decides the exit code. */
function throwUnlessComplete(
  { failed, cancelled, queued }: SweepResult,
  stoppedByUser: boolean,
): void {
  const open = cancelled + queued;
  if (open > 0 && (stoppedByUser || failed === 0))
    throw new SweepError("interrupted", `interrupted: ${formatCountOf(open, "run")} left`);
  const others = open > 0 ? `, ${formatCountOf(open, "other")} not trained` : "";
  if (failed > 0)
    throw new SweepError("failed-runs", `${formatCountOf(failed, "run")} failed${others}`);
}
