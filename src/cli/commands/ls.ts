import { resolve } from "node:path";
import { Command, Option } from "commander";
import type { Witness } from "../../core/lost-run.js";
import type { SweepRecord } from "../../core/records.js";
import { RUN_STATES, type RunState } from "../../core/run-state.js";
import { LOST_STATE } from "../../query/builtins.js";
import type { Field, KnownNames } from "../../query/filter.js";
import { parseFields } from "../../query/parse-fields.js";
import { countStates, rankRuns, rankSets } from "../../selection/best.js";
import { resolveSweep } from "../../selection/resolve-sweep.js";
import { defaultFields, runsCsv } from "../../selection/runs-csv.js";
import type { Page, Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { formatAgo } from "../format/duration.js";
import { fieldObjects, formatFieldTable } from "../format/field-table.js";
import { lookOf } from "../format/look.js";
import { formatMetric } from "../format/metric.js";
import { positiveInteger } from "../format/options.js";
import { printJson, printLine } from "../format/print.js";
import { NOTHING } from "../format/run-cells.js";
import { type RunFilterOptions, toRunQuery } from "../format/run-filter.js";
import { formatRunTable } from "../format/run-table.js";
import { type RunView, viewRuns } from "../format/run-view.js";
import { formatTable } from "../format/table.js";
import { withStore } from "../format/with-store.js";
import { foundWithoutDatabase } from "../runs-folder.js";

const EXAMPLES = `
FILTER is a condition such as \`val_accuracy > 99% and not tag:old\`; FIELDS are names with commas between them, those of parameters,
of metrics (with .best, .last, .min or .max) and of every run (id, name, state, tag, note, created, duration, …): docs/query.md.

Examples:
  $ sweep ls                        all experiments and the latest runs
  $ sweep ls bn-aug                 the runs of one experiment
  $ sweep ls bn-aug --where 'val_accuracy > 99.2% and batch_norm = true'
  $ sweep ls --where 'state = failed and created > 1d ago'
  $ sweep ls bn-aug --sort=-val_accuracy,duration --limit 5
  $ sweep ls bn-aug --columns id,batch_norm,val_accuracy,val_loss.last --csv > runs.csv
  $ sweep ls bn-aug --json | jq -r '.runs[].id'`;

const RECENT_RUNS = 10; // below the experiments, on one screen

interface Options extends RunFilterOptions {
  state?: RunState | typeof LOST_STATE;
  columns?: string;
  limit?: number;
  csv?: boolean;
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
    .option("-w, --where <filter>", "only runs for which this is true")
    .addOption(
      new Option("--state <state>", "only runs in this state").choices([...RUN_STATES, LOST_STATE]),
    )
    .option("-s, --sort <fields>", "in order of these, `-` before one for descending")
    .option("-c, --columns <fields>", "what the table or the CSV shows of each run")
    .option(
      "-n, --limit <n>",
      `at most so many runs (default: ${RECENT_RUNS} without an experiment and a filter, else all)`,
      positiveInteger,
    )
    .option("--all", "also runs that the experiment no longer lists")
    .option("--archived", "also archived runs")
    .addOption(new Option("--csv", "a table as CSV, with all digits").conflicts("json"))
    .option("--json", "one JSON document")
    .addHelpText("after", EXAMPLES)
    .action((experiment: string | undefined, options: Options) =>
      withStore(context, (store) => {
        const { where, sort, columns, csv } = options;
        if (experiment !== undefined) {
          const sweep = resolveSweep(store, experiment, resolve(context.cwd, experiment));
          listRuns({ context, store, sweep, options });
        } else if (where !== undefined || sort !== undefined || columns !== undefined || csv)
          listRuns({ context, store, sweep: null, options });
        else listEverything(context, store, options);
      }),
    );
}

interface Listing {
  context: CliContext;
  store: Store;
  sweep: SweepRecord | null;
  options: Options;
}

function listRuns(listing: Listing): void {
  const { context, store, sweep, options } = listing;
  const { stdout } = context;
  if (options.csv || options.columns !== undefined) {
    listFields(listing);
    return;
  }
  const query = toRunQuery(store, options, { sweep, witness: witnessOf(context) });
  const { runs } = store.queryRuns(query, pageOf(options));
  const views = viewRuns(store, runs, { ...witnessOf(context), metric: sweep?.metric });
  if (options.json) printJson(stdout, sweep ? { sweep, runs: views } : { runs: views });
  else if (views.length === 0) printLine(stdout, nothingFound(store, sweep));
  else {
    const metricName = sweep?.metric.name ?? null;
    stdout.write(formatRunTable(views, { ...lookOf(context), metricName }));
  }
}

function witnessOf({ liveness, now }: CliContext): Witness {
  return { liveness, now: now() };
}

function pageOf({ limit = Number.POSITIVE_INFINITY }: Options): Page {
  return { limit, offset: 0 };
}

function nothingFound(store: Store, sweep: SweepRecord | null): string {
  if (!sweep) return "There are no such runs.";
  const all = store.listSweepRuns(sweep.id, { all: true });
  return `${sweep.name} has no such runs (${countStates(all) || "none at all"}).`;
}

/** A table of chosen fields. */
function listFields({ context, store, sweep, options }: Listing): void {
  const { stdout } = context;
  const query = toRunQuery(store, options, { sweep, witness: witnessOf(context) });
  const known = store.knownNames(sweep?.metric);
  const fields = fieldsOf(options, known, () => store.parameterSummaries(query.sweepId));
  const page = pageOf(options);
  if (options.csv) stdout.write(runsCsv(store, { query, fields, known, page }));
  else {
    const values = store.runValues(query, fields, page);
    const table = { fields, known };
    if (options.json) printJson(stdout, { runs: fieldObjects(values, table) });
    else if (values.ids.length === 0) printLine(stdout, nothingFound(store, sweep));
    else stdout.write(formatFieldTable(values, { ...table, look: lookOf(context) }));
  }
}

function fieldsOf(
  { columns }: Options,
  known: KnownNames,
  parameters: () => readonly { name: string }[],
): Field[] {
  if (columns !== undefined) return parseFields(columns, { known, where: "--columns" });
  return defaultFields(
    known,
    parameters().map(({ name }) => name),
  );
}

function listEverything(context: CliContext, store: Store, options: Options): void {
  const { stdout } = context;
  const sweeps = store.listSweeps();
  const query = toRunQuery(store, options, { sweep: null, witness: witnessOf(context) });
  const limit = options.limit ?? RECENT_RUNS;
  const { runs: found, total } = store.queryRuns(query, { limit, offset: 0 });
  const runs = viewRuns(store, found, witnessOf(context));
  if (options.json) printJson(stdout, { sweeps, runs });
  else if (sweeps.length === 0) printLine(stdout, nothingYet(context));
  else
    stdout.write(
      `${formatSweeps(context, store, sweeps)}\n${formatRecent(context, runs, options)}${leftOut(found.length, total)}`,
    );
}

function nothingYet({ program, runsDir }: CliContext): string {
  const found = foundWithoutDatabase(runsDir(), program);
  return found === null
    ? `No runs yet. Start some: ${program} run <experiment.yaml>`
    : `${runsDir()}: ${found}`;
}

function formatRecent(context: CliContext, runs: readonly RunView[], { state }: Options): string {
  if (runs.length === 0) return `No runs${state ? ` are ${state}` : ""}.\n`;
  return formatRunTable(runs, { ...lookOf(context), metricName: null });
}

function leftOut(shown: number, total: number): string {
  return shown < total ? `\nThe latest ${shown} of ${total} runs; --limit shows more.\n` : "";
}

function formatSweeps(context: CliContext, store: Store, sweeps: readonly SweepRecord[]): string {
  const rows = sweeps.map((sweep) => {
    const runs = store.listSweepRuns(sweep.id);
    const ranked = rankRuns(store, sweep);
    const [set] = rankSets(ranked, sweep.metric);
    const best = set?.count === 1 ? ranked[0] : undefined; // no single fold is best
    const value = best?.value ?? set?.mean ?? null;
    return [
      sweep.name,
      countStates(runs) || "no runs",
      value === null ? NOTHING : `${sweep.metric.name} ${formatMetric(sweep.metric.name, value)}`,
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
