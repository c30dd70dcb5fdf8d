import type { Experiment } from "../../spec/experiment.js";
import { expandExperiment, type PlannedRun } from "../../spec/plan.js";
import type { CliContext } from "../context.js";
import { lookOf } from "../format/look.js";
import { printJson, printLine } from "../format/print.js";
import { formatTable } from "../format/table.js";
import { planRequest } from "./plan-sweep.js";
import type { Plugins } from "./read-experiment.js";

/** `sweep run --dry-run`: the runs that the experiment expands to, and nothing else happens. */
export function printDryRun(
  context: CliContext,
  experiment: Experiment,
  plugins: Plugins,
  options: { json?: boolean },
): void {
  const { stdout } = context;
  const { learns } = plugins.samplers.get(experiment.method);
  const runs = learns ? [] : expandExperiment(planRequest(experiment, plugins));
  if (options.json) {
    printJson(stdout, describe(experiment, runs));
    return;
  }
  printLine(stdout, headline(experiment, runs, learns));
  if (runs.length > 0) stdout.write(`\n${table(context, runs)}`);
}

function describe(experiment: Experiment, runs: PlannedRun[]): object {
  const { name, trainer, method, metric, seed, execution } = experiment;
  const planned = runs.map(({ name, repeat, parameters }) => ({ name, repeat, parameters }));
  return { name, trainer, method, metric, seed, run: execution, runs: planned };
}

function headline(
  { name, method, metric, runCap }: Experiment,
  runs: PlannedRun[],
  learns: boolean,
) {
  const judged = `judged by ${metric.name} (${metric.goal})`;
  if (learns) {
    return `${name}: ${method} proposes up to ${runCap} runs as results arrive, ${judged}`;
  }
  return `${name}: ${runs.length} ${runs.length === 1 ? "run" : "runs"} by ${method}, ${judged}`;
}

/** Parameters that all runs share are shown once, below. */
function table(context: CliContext, runs: PlannedRun[]): string {
  const rows = runs.map(({ name }, i) => [String(i + 1), name]);
  const columns = [
    { title: "", align: "right" as const },
    { title: "RUN", flexible: true },
  ];
  const [first] = runs;
  const shared = Object.entries(first?.parameters ?? {})
    .map(([name, value]) => [name, JSON.stringify(value)] as const)
    .filter(([name, text]) =>
      runs.every(({ parameters }) => JSON.stringify(parameters[name]) === text),
    );
  const common = formatTable(
    [{ title: "FOR ALL RUNS" }, { title: "", flexible: true }],
    shared,
    lookOf(context),
  );
  return formatTable(columns, rows, lookOf(context)) + (shared.length > 0 ? `\n${common}` : "");
}
