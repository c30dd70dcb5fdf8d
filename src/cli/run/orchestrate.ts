import { SweepError } from "../../core/errors.js";
import type { SweepRecord } from "../../core/records.js";
import type { SweepResult } from "../../scheduler/scheduler-events.js";
import { shownPath } from "../../selection/shown-path.js";
import type { Store } from "../../store/store.js";
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
import { describeMisjudged, findUnjudged, isMisjudged } from "./unjudged.js";

/**
 * Runs an experiment in the foreground: shows it while it runs, and sums it up.
 * @throws SweepError("interrupted" | "failed-runs") unless every run that was asked for has finished, and
 * SweepError("unjudged") when none of those that have logged the metric by which they are judged.
 */
export async function orchestrate(request: Omit<RunRequest, "board" | "reporter">): Promise<void> {
  const { context, store, options, experiment } = request;
  const board = new Board();
  const reporter = createReporter(context, board, options);
  try {
    const outcome = await runExperiment({ ...request, board, reporter });
    reporter.close();
    if (!options.json) printSummary(context, store, outcome, { ...experiment, jobs: options.jobs });
    const where =
      experiment.file === "" ? outcome.sweep.name : shownPath(experiment.file, context.cwd);
    throwFirst([
      incompleteness(outcome.result, board.stopping !== null),
      misjudgement(store, outcome.sweep, where),
    ]);
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

/** @throws the first of them, whose code decides the exit code, with the words of all. */
function throwFirst(problems: readonly (SweepError | null)[]): void {
  const [first, ...others] = problems.filter((problem) => problem !== null);
  if (!first) return;
  throw new SweepError(first.code, [first, ...others].map(({ message }) => message).join("\n"));
}

/** Null when everything that was asked for has finished. */
function incompleteness(
  { failed, cancelled, queued }: SweepResult,
  stoppedByUser: boolean,
): SweepError | null {
  const open = cancelled + queued;
  if (open > 0 && (stoppedByUser || failed === 0))
    return new SweepError("interrupted", `interrupted: ${formatCountOf(open, "run")} left`);
  const others = open > 0 ? `, ${formatCountOf(open, "other")} not trained` : "";
  if (failed === 0) return null;
  return new SweepError("failed-runs", `${formatCountOf(failed, "run")} failed${others}`);
}

/** Null unless runs finished and none of them logged what they are judged by. */
function misjudgement(store: Store, sweep: SweepRecord, where: string): SweepError | null {
  const { name } = sweep.metric;
  const found = findUnjudged(store, store.listSweepRuns(sweep.id), name);
  if (found === null || !isMisjudged(found)) return null;
  return new SweepError("unjudged", `${where}  ${describeMisjudged(found, name)}`);
}
