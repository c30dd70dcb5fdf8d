import type { Metric } from "../../core/metric-goal.js";
import { describeOutcome } from "../../core/outcome.js";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import { activeMs } from "../../core/run-time.js";
import type { SweepResult } from "../../scheduler/scheduler-events.js";
import { type RankedRun, rankRuns, rankSets } from "../../selection/best.js";
import { experimentCommand } from "../../selection/reproduce.js";
import { shownPath } from "../../selection/shown-path.js";
import type { Experiment } from "../../spec/experiment.js";
import type { MetricStore, Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { formatDuration } from "../format/duration.js";
import { type Look, lookOf } from "../format/look.js";
import { formatMetric } from "../format/metric.js";
import { printLine } from "../format/print.js";
import { formatSets } from "../format/sets-table.js";
import { formatTable } from "../format/table.js";
import type { ProgramName } from "../program-name.js";
import { mixedUnits } from "./mixed-units.js";
import type { RunOutcome } from "./run-experiment.js";
import { describeUnjudged, findUnjudged, isMisjudged } from "./unjudged.js";

/** What was run: the hints are of the same, though another run of its file would not be. */
type Asked = Pick<Experiment, "file" | "overrides"> & { jobs?: number | undefined };

/** After a sweep: the ranking, what failed or cannot be ranked, and what to do next. */
export function printSummary(
  context: CliContext,
  store: Store,
  { sweep, result }: Pick<RunOutcome, "sweep" | "result">,
  asked: Asked,
): void {
  const { stdout } = context;
  const ranking = rankRuns(store, sweep);
  const { name: metric } = sweep.metric;
  const runs = store.listSweepRuns(sweep.id);
  printLine(stdout);
  printLine(stdout, `${sweep.name}: ${countsText(result)}`);
  if (ranking.length > 0)
    stdout.write(`\n${formatRanked(ranking, { ...lookOf(context), metric: sweep.metric })}`);
  const remarks = [
    ...failures(runs, context.program),
    ...unjudged(store, runs, metric),
    ...mixedUnits(ranking, metric),
  ];
  if (remarks.length > 0) printLine(stdout);
  for (const line of remarks) printLine(stdout, line);
  printLine(stdout);
  const commands = commandsOf(context, sweep, asked);
  const steps = nextSteps(result, ranking[0]?.run, commands);
  for (const line of steps) printLine(stdout, line);
}

/** The best first. Folds are no rivals: of a cross-validation its configurations are ranked. */
function formatRanked(ranking: readonly RankedRun[], look: Look & { metric: Metric }): string {
  if (ranking.some(({ run }) => run.definition.fold))
    return formatSets(rankSets(ranking, look.metric), look);
  const { name: metric } = look.metric;
  const rows = ranking.map(({ run, value }) => [
    run.id,
    run.name,
    formatMetric(metric, value),
    run.endedAt === null ? "" : formatDuration(activeMs(run, run.endedAt) ?? 0),
  ]);
  const columns = [
    { title: "RUN" },
    { title: "PARAMETERS", flexible: true },
    { title: metric, align: "right" },
    { title: "TOOK", align: "right" },
  ] as const;
  return formatTable(columns, rows, look);
}

/** `4 finished (2 of them cached), 1 failed` */
function countsText({ cached, finished, ...others }: SweepResult): string {
  const counts = Object.entries({ finished, ...others }).filter(([, count]) => count > 0);
  const texts = counts.map(([what, count]) => {
    const kept = what === "finished" && cached > 0 ? ` (${cached} of them cached)` : "";
    return `${count} ${what}${kept}`;
  });
  return texts.join(", ") || "no runs";
}

function failures(runs: readonly RunRecord[], program: ProgramName): string[] {
  return runs
    .filter(({ state }) => state === "failed")
    .map((run) => {
      const { id, outcome } = run;
      const [reason] = (outcome ? describeOutcome(outcome) : "no reason known").split("\n"); // the log has the rest
      return `failed: ${called(run)}: ${reason}  (${program} logs ${id})`;
    });
}

/** Of a sweep in which no run can be judged, the command's error says more. */
function unjudged(store: MetricStore, runs: readonly RunRecord[], metric: string): string[] {
  const found = findUnjudged(store, runs, metric);
  if (found === null || isMisjudged(found)) return [];
  return [`warning: ${describeUnjudged(found, metric)}`];
}

/** A run whose experiment varies nothing has no name. */
function called({ id, name }: RunRecord): string {
  return name === "" ? id : `${id}  ${name}`;
}

interface Commands {
  program: ProgramName;
  /** What to call the experiment. */
  named: string;
  goOn: string;
}

/** An experiment without a file has only what the store knows of it. */
function commandsOf(
  { program, cwd }: CliContext,
  { name }: SweepRecord,
  { file, overrides, jobs }: Asked,
): Commands {
  if (file === "") return { program, named: name, goOn: `${program} retry ${name}` };
  const isRenamed = overrides.some((override) => /^\s*name\s*=/.test(override));
  const command = experimentCommand(file, { overrides, cwd, program });
  return {
    program,
    named: isRenamed ? name : shownPath(file, cwd),
    goOn: jobs === undefined ? command : `${command} -j ${jobs}`,
  };
}

function nextSteps(
  result: SweepResult,
  best: RunRecord | undefined,
  { program, named, goOn }: Commands,
): string[] {
  const steps: string[] = [];
  if (result.queued + result.cancelled + result.failed > 0) {
    const again = result.failed > 0 ? ", failed ones are trained again" : "";
    steps.push(`To go on:  ${goOn}   (finished runs are kept${again})`);
  }
  if (best === undefined) return steps;
  steps.push(`Compare:   ${program} dashboard`);
  if (best.definition.fold) {
    steps.push(`Choose:    ${program} best ${named}`);
    if (best.definition.trainer.kind === "builtin")
      steps.push(`Together:  ${program} ensemble ${named}`);
    return steps;
  }
  steps.push(`Choose:    ${program} promote ${best.id}`);
  if (best.definition.trainer.kind === "builtin") {
    steps.push(`Submit:    ${program} submit champion`);
  }
  return steps;
}
