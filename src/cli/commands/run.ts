import { Command, InvalidArgumentError } from "commander";
import { SweepError } from "../../core/errors.js";
import type { RunRecord } from "../../core/records.js";
import type { Experiment } from "../../spec/experiment.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { deviceOption, positiveInteger } from "../format/options.js";
import { printLine } from "../format/print.js";
import { printDryRun } from "../run/dry-run.js";
import { describeGone } from "../run/gone-runs.js";
import { orchestrate } from "../run/orchestrate.js";
import { previewExperiment } from "../run/preview.js";
import { type Plugins, readExperiment } from "../run/read-experiment.js";
import type { RunDeps, RunOptions } from "../run/run-options.js";

const EXAMPLES = `
Runs whatever the experiment asks for and the store does not have: finished runs are kept, failed, cancelled and interrupted
ones are run again, an edited experiment adds the difference. Ctrl-C once lets the running ones finish and starts no more;
twice stops now. Either way the same command goes on later.

Exit code: 0 when every run finished, 1 when some failed or none logged the metric that judges them, 130 when it was interrupted.

Examples:
  $ sweep run experiments/bn-aug.yaml
  $ sweep run experiments/bn-aug.yaml --dry-run
  $ sweep run experiments/bn-aug.yaml --set epochs=2 --set name=quick -j 1
  $ sweep run experiments/bn-aug.yaml --json | jq -c 'select(.type == "ended")'`;

/** `sweep run <experiment.yaml>` */
export function runCommand(context: CliContext, deps: RunDeps): Command {
  return new Command("run")
    .description("train what an experiment asks for")
    .argument("<experiment>", "the YAML file")
    .option(
      "-j, --jobs <n>",
      "runs at once (default: what cores and memory allow)",
      positiveInteger,
    )
    .option("-s, --set <key=value>", "override a parameter or another key; repeatable", collect, [])
    .option(
      "-n, --dry-run",
      "print the runs, which of them are cached, and how long the others may take; start nothing",
    )
    .option("--fresh", "train everything anew; earlier results are kept")
    .option(
      "--backend <name>",
      `what computes: ${deps.plugins.backends.types.join(", ")} (default: the best here)`,
      (name) => backendName(name, deps.plugins),
    )
    .addOption(deviceOption())
    .option("--json", "events, one JSON object a line")
    .option("--plain", "plain lines even on a terminal")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: RunOptions) => {
      const overrides = [
        ...options.set,
        ...(options.backend ? [`backend=${options.backend}`] : []),
        ...(options.device ? [`device=${options.device}`] : []),
      ];
      const request = { cwd: context.cwd, overrides, plugins: deps.plugins, env: deps.env };
      const experiment = readExperiment(file, request);
      if (options.dryRun) return dryRun(context, deps, experiment, options);
      const store = context.openStore({ create: true });
      try {
        await orchestrate({ context, deps, store, experiment, options });
      } finally {
        store.close();
      }
    });
}

/** Progress of checking the data goes to stderr: stdout is the answer. */
async function dryRun(
  context: CliContext,
  deps: RunDeps,
  experiment: Experiment,
  options: RunOptions,
): Promise<void> {
  const { cwd, stderr } = context;
  const store = storeIfAny(context);
  let shown = "";
  const gone: RunRecord[] = [];
  try {
    const preview = await previewExperiment({
      ...{ experiment, plugins: deps.plugins, store, cwd, runsDir: context.runsDir() },
      concurrency: options.jobs ?? null,
      fresh: options.fresh ?? false,
      availableBytes: deps.availableBytes(),
      onGone: (run) => gone.push(run),
      onProgress({ status }) {
        if (status !== shown && !options.json) printLine(stderr, status);
        shown = status;
      },
    });
    const warning = describeGone(gone);
    if (warning !== null && !options.json) printLine(stderr, `warning: ${warning}`);
    printDryRun(context, preview, { json: options.json ?? false, trainer: experiment.trainer });
  } finally {
    store?.close();
  }
}

function storeIfAny(context: CliContext): Store | null {
  try {
    return context.openStore();
  } catch (error) {
    if (error instanceof SweepError && error.code === "not-found") return null; // nothing was trained yet
    throw error;
  }
}

function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}

function backendName(name: string, { backends }: Plugins): string {
  if (backends.find(name)) return name;
  throw new InvalidArgumentError(backends.unknown(name));
}
