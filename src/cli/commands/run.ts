import { Command, InvalidArgumentError } from "commander";
import type { CliContext } from "../context.js";
import { positiveInteger } from "../format/options.js";
import { printDryRun } from "../run/dry-run.js";
import { orchestrate } from "../run/orchestrate.js";
import { type Plugins, readExperiment } from "../run/read-experiment.js";
import type { RunDeps, RunOptions } from "../run/run-options.js";

const EXAMPLES = `
Runs whatever the experiment asks for and the store does not have: finished runs are kept, failed, cancelled and interrupted
ones are run again, an edited experiment adds the difference. Ctrl-C once lets the running ones finish and starts no more;
twice stops now. Either way the same command goes on later.

Exit code: 0 when every run finished, 1 when some failed, 130 when it was interrupted.

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
    .option("-n, --dry-run", "print the runs and start nothing")
    .option("--fresh", "train everything anew; earlier results are kept")
    .option(
      "--backend <name>",
      `what computes: ${deps.plugins.backends.types.join(", ")} (default: the best here)`,
      (name) => backendName(name, deps.plugins),
    )
    .option("--json", "events, one JSON object a line")
    .option("--plain", "plain lines even on a terminal")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: RunOptions) => {
      const overrides = [
        ...options.set,
        ...(options.backend ? [`backend=${options.backend}`] : []),
      ];
      const request = { cwd: context.cwd, overrides, plugins: deps.plugins };
      const experiment = readExperiment(file, request);
      if (options.dryRun) return printDryRun(context, experiment, deps.plugins, options);
      const store = context.openStore({ create: true });
      try {
        await orchestrate({ context, deps, store, experiment, options });
      } finally {
        store.close();
      }
    });
}

function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}

function backendName(name: string, { backends }: Plugins): string {
  if (backends.find(name)) return name;
  throw new InvalidArgumentError(backends.unknown(name));
}
