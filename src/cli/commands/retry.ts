import { resolve } from "node:path";
import { Command } from "commander";
import { SweepError } from "../../core/errors.js";
import type { RunRecord } from "../../core/records.js";
import type { RemoteControl } from "../../scheduler/control/remote-control.js";
import { retryableRuns } from "../../scheduler/control/retryable-runs.js";
import { resolveTarget } from "../../selection/resolve-target.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { positiveInteger } from "../format/options.js";
import { printJson, printLine } from "../format/print.js";
import { withStore } from "../format/with-store.js";
import { orchestrate } from "../run/orchestrate.js";
import type { RunDeps } from "../run/run-options.js";
import { experimentsOf } from "../run/stored-experiment.js";
import type { ControlDeps } from "./control.js";

const EXAMPLES = `
Trains failed, cancelled and lost runs again, each as another attempt of the same run. A lost run, whose process and orchestrator
are gone, is asked first what it left: one that had finished keeps its result. Where the experiment is being run, its
orchestrator takes them up; else they are trained here, as \`sweep run\` does it. A run that finished never changes: \`sweep run
--fresh\` trains anew. A run whose code or data changed would be another run and is refused.

Exit code: 0 when they were taken up or every one finished, 1 when some failed or none logged the metric, 130 when it was interrupted.

Examples:
  $ sweep retry 8c1dfe02 1f0a77b3
  $ sweep retry bn-aug --failed`;

interface Options {
  failed?: boolean;
  jobs?: number;
  json?: boolean;
  plain?: boolean;
}

/** `sweep retry <experiment|runId…>` */
export function retryCommand(context: CliContext, deps: RunDeps & ControlDeps): Command {
  return new Command("retry")
    .description("train failed, cancelled and lost runs again")
    .argument(
      "<experiment|runId...>",
      "an experiment, for all of its runs that failed, were cancelled or are lost, or runs",
    )
    .option("--failed", "of an experiment, only those that failed")
    .option("-j, --jobs <n>", "runs at once, where they are trained here", positiveInteger)
    .option(
      "--json",
      "one JSON document; where they are trained here, events, one JSON object a line",
    )
    .option("--plain", "plain lines even on a terminal")
    .addHelpText("after", EXAMPLES)
    .action((texts: string[], options: Options) =>
      withStore(context, async (store) => {
        const control = deps.createControl(store, context.runsDir());
        const runs = findRuns(context, store, texts, { ...options, control });
        const { finished, open } = await control.settleLost(runs);
        const { taken, left } = await control.retry(open);
        if (options.json && left.length === 0) printJson(context.stdout, { taken, finished });
        if (finished.length > 0 && !options.json)
          printLine(context.stdout, `had finished, result taken over: ${finished.join(", ")}`);
        if (taken.length > 0 && !options.json)
          printLine(context.stdout, `taken up by the orchestrator: ${taken.join(", ")}`);
        const known = experimentsOf(left, { store, context, plugins: deps.plugins });
        for (const { sweep, experiment, runs: own } of known) {
          await orchestrate({
            ...{ context, deps, store, experiment },
            options: { ...options, set: [] }, // the experiment has those that it was run with
            retry: { sweep, runs: own },
          });
        }
      }),
    );
}

/** @throws SweepError("usage") for --failed with runs, SweepError("conflict") when an experiment has none to retry. */
function findRuns(
  context: CliContext,
  store: Store,
  texts: readonly string[],
  { failed, control }: Options & { control: RemoteControl },
): RunRecord[] {
  const targets = texts.map((text) => resolveTarget(store, text, resolve(context.cwd, text)));
  if (failed && targets.some(({ type }) => type === "run"))
    throw new SweepError("usage", "retry: --failed is for an experiment, and runs were named");
  const runs = targets.flatMap((target) => {
    if (target.type === "run") return [target.run];
    return retryableRuns(store, target.sweep, {
      failedOnly: failed,
      isLost: (run) => control.isLost(run),
    });
  });
  return [...new Map(runs.map((run) => [run.id, run])).values()];
}
