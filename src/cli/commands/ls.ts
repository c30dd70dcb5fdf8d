import { resolve } from "node:path";
import { Command, Option } from "commander";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import { RUN_STATES, type RunState } from "../../core/run-state.js";
import { countStates, rankRuns } from "../../selection/best.js";
import { resolveSweep } from "../../selection/resolve-sweep.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { formatAgo } from "../format/duration.js";
import { lookOf } from "../format/look.js";
import { formatMetric } from "../format/metric.js";
import { positiveInteger } from "../format/options.js";
import { printJson, printLine } from "../format/print.js";
import { NOTHING } from "../format/run-cells.js";
import { formatRunTable } from "../format/run-table.js";
import { type RunView, viewRuns } from "../format/run-view.js";
import { formatTable } from "../format/table.js";
import { withStore } from "../format/with-store.js";

const EXAMPLES = `
Examples:
  $ sweep ls                        all experiments and the latest runs
  $ sweep ls bn-aug                 the runs of one experiment
  $ sweep ls bn-aug --state failed
  $ sweep ls bn-aug --json | jq -r '.runs[].id'`;

const RECENT_RUNS = 10; // below the experiments, on one screen

interface Options {
  state?: RunState;
  limit?: number;
  all?: boolean;
  json?: boolean;
}

/** `sweep ls [experiment]` */
export function lsCommand(context: CliContext): Command {
  return new Command("ls")
    .description("list experiments and their runs")
    .argument(
      "[experiment]",
      "its name or YAML file; left out: every experiment and the latest runs",
    )
    .addOption(new Option("--state <state>", "only runs in this state").choices(RUN_STATES))
    .option(
      "-n, --limit <n>",
      `at most so many runs (default: ${RECENT_RUNS}, or all of one experiment)`,
      positiveInteger,
    )
    .option("--all", "also runs that the experiment no longer lists")
    .option("--json", "one JSON document")
    .addHelpText("after", EXAMPLES)
    .action((experiment: string | undefined, options: Options) =>
      withStore(context, (store) =>
        experiment === undefined
          ? listEverything(context, store, options)
          : listExperiment(context, store, experiment, options),
      ),
    );
}

function listExperiment(context: CliContext, store: Store, name: string, options: Options): void {
  const { stdout } = context;
  const sweep = resolveSweep(store, name, resolve(context.cwd, name));
  const all = store.listSweepRuns(sweep.id, { all: options.all ?? false });
  const runs = all.filter((run) => isWanted(run, options)).slice(0, options.limit);
  const views = viewRuns(store, runs, sweep.metric);
  if (options.json) printJson(stdout, { sweep, runs: views });
  else if (views.length === 0)
    printLine(stdout, `${sweep.name} has no such runs (${countStates(all) || "none at all"}).`);
  else stdout.write(formatRunTable(views, { ...lookOf(context), metricName: sweep.metric.name }));
}

function listEverything(context: CliContext, store: Store, options: Options): void {
  const { stdout } = context;
  const sweeps = store.listSweeps();
  const filter = {
    limit: options.limit ?? RECENT_RUNS,
    ...(options.state ? { state: options.state } : {}),
  };
  const runs = viewRuns(store, store.listRuns(filter));
  if (options.json) printJson(stdout, { sweeps, runs });
  else if (sweeps.length === 0)
    printLine(stdout, "No runs yet. Start some: npx sweep run <experiment.yaml>");
  else
    stdout.write(
      `${formatSweeps(context, store, sweeps)}\n${formatRecent(context, runs, options)}`,
    );
}

function formatRecent(context: CliContext, runs: readonly RunView[], { state }: Options): string {
  if (runs.length === 0) return `No runs${state ? ` are ${state}` : ""}.\n`;
  return formatRunTable(runs, { ...lookOf(context), metricName: null });
}

function formatSweeps(context: CliContext, store: Store, sweeps: readonly SweepRecord[]): string {
  const rows = sweeps.map((sweep) => {
    const runs = store.listSweepRuns(sweep.id);
    const [best] = rankRuns(store, sweep);
    return [
      sweep.name,
      countStates(runs) || "no runs",
      best ? `${sweep.metric.name} ${formatMetric(sweep.metric.name, best.value)}` : NOTHING,
      best?.run.id ?? NOTHING,
      formatAgo(sweep.updatedAt, context.now()),
    ];
  });
  return formatTable(
    [
      { title: "EXPERIMENT", flexible: true },
      { title: "RUNS" },
      { title: "BEST", align: "right" },
      { title: "BEST RUN" },
      { title: "UPDATED", align: "right" },
    ],
    rows,
    lookOf(context),
  );
}

function isWanted(run: RunRecord, { state }: Options): boolean {
  return state === undefined || run.state === state;
}
