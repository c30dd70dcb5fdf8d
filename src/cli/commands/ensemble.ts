import { Command } from "commander";
import { SweepError } from "../../core/errors.js";
import { reportEnsemble } from "../../selection/ensemble-report.js";
import type { CliContext } from "../context.js";
import { findCandidates } from "../ensemble/candidates.js";
import {
  type Choice,
  ensembleExperiment,
  ensembleName,
  requireEnsembles,
} from "../ensemble/experiment.js";
import { formatEnsemble } from "../ensemble/format-report.js";
import { makeEnsemble } from "../ensemble/make-ensemble.js";
import { lookOf } from "../format/look.js";
import { positiveInteger } from "../format/options.js";
import { printJson, printLine } from "../format/print.js";
import { withStore } from "../format/with-store.js";
import type { RunDeps } from "../run/run-options.js";

const EXAMPLES = `
Averages the probabilities of an experiment's finished runs, or of the runs that are named. The result is a run of the experiment
<experiment>-ensemble: it is compared, promoted, submitted, served and exported as any other, and is made once. Its model is one
network. Its accuracy is by answers with weights that the row in question did not choose, so that the choice does not flatter it
(docs/ensembles.md).

Examples:
  $ sweep ensemble bn-aug
  $ sweep ensemble bn-aug --greedy --tta
  $ sweep ensemble bn-aug --top 3
  $ sweep ensemble 8c1dfe02 0ddba11a 5f2e90c7
  $ sweep promote $(sweep ensemble bn-aug --greedy --quiet)`;

interface Options {
  top?: number;
  greedy?: boolean;
  tta?: boolean;
  fresh?: boolean;
  quiet?: boolean;
  json?: boolean;
}

/** `sweep ensemble <experiment|runId...>` */
export function ensembleCommand(context: CliContext, deps: RunDeps): Command {
  return new Command("ensemble")
    .description("make one model of several runs")
    .argument("<experiment|runId...>", "an experiment's name or YAML file, or ids of runs")
    .option("--top <n>", "only the n best", positiveInteger)
    .option("--greedy", "those that answer best together, some with more weight than others")
    .option("--tta", "answer by the mean over the picture and its four neighbours, one pixel away")
    .option("--fresh", "make it anew; the earlier one is kept")
    .option("-q, --quiet", "only the ensemble's id")
    .option("--json", "one JSON document")
    .addHelpText("after", EXAMPLES)
    .action((named: string[], options: Options) =>
      withStore(context, async (store) => {
        const choice = choiceOf(options);
        const { cwd } = context;
        const runsDir = context.runsDir();
        const candidates = await findCandidates(store, named, { cwd, runsDir });
        const { leftOut } = candidates;
        if (leftOut !== null) printLine(context.stderr, `left out, not finished: ${leftOut}`);
        const { plugins } = deps;
        const experiment = ensembleExperiment(candidates, choice, { plugins, cwd });
        requireEnsembles(store, experiment.name);
        const name = ensembleName(candidates, choice);
        const fresh = options.fresh ?? false;
        const made = await makeEnsemble({ context, deps, store, experiment, name, fresh });
        const report = reportEnsemble(store, runsDir, made.run);
        if (!report) throw new Error(`run ${made.run.id}: expected the summary of an ensemble`);
        const sweep = experiment.name;
        if (options.quiet) printLine(context.stdout, made.run.id);
        else if (options.json) printJson(context.stdout, { ...made, sweep, leftOut, ...report });
        else
          context.stdout.write(
            formatEnsemble({ ...made, sweep }, report, {
              ...lookOf(context),
              program: context.program,
            }),
          );
      }),
    );
}

/** @throws SweepError("usage") for two ways to choose. */
function choiceOf({ top, greedy = false, tta = false }: Options): Choice {
  if (top !== undefined && greedy)
    throw new SweepError("usage", "ensemble: expected --top or --greedy, got both");
  return { top: top ?? null, isGreedy: greedy, tta };
}
