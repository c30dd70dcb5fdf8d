import { resolve } from "node:path";
import { Command } from "commander";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import { type Answers, readAnswers } from "../../selection/answers.js";
import { bestRun, countStates, type RankedRun, rankRuns } from "../../selection/best.js";
import { assessRanking, type Confidence } from "../../selection/confidence.js";
import { CHAMPION } from "../../selection/promotion.js";
import { resolveSweep } from "../../selection/resolve-sweep.js";
import { markRun } from "../../selection/verdict/marks.js";
import { reachVerdict } from "../../selection/verdict/verdict.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { lookOf } from "../format/look.js";
import { printJson, printLine } from "../format/print.js";
import { formatRanking } from "../format/ranking-table.js";
import { formatVerdict } from "../format/verdict.js";
import { withStore } from "../format/with-store.js";

const EXAMPLES = `
Ranks the finished runs by the best value of the experiment's metric; of equals, the one that finished earlier is first.
Where runs kept their validation predictions, their accuracy has a 95 % interval (Wilson), and VS BEST is the p-value of
McNemar's test against the best run on the same rows: from 0.05 up the two may well be equally good. KEPT ACCURACY is
shown where the predictions are not those of the metric's best step: a trainer should keep the model of that step.
Below it stands the verdict: who beats whom and who is tied, configurations with their repeats taken together, p-values
corrected for the number of comparisons, and what the best may be expected to score on new rows (docs/choosing.md).

Examples:
  $ sweep best bn-aug
  $ sweep show $(sweep best bn-aug --quiet)
  $ sweep best bn-aug --json | jq '.verdict.sentences'`;

interface Options {
  all?: boolean;
  quiet?: boolean;
  json?: boolean;
}

/** `sweep best <experiment>` */
export function bestCommand(context: CliContext): Command {
  return new Command("best")
    .description("rank an experiment's finished runs")
    .argument("<experiment>", "its name or YAML file")
    .option("--all", "also runs that the experiment no longer lists")
    .option("-q, --quiet", "only the id of the best run")
    .option("--json", "one JSON document")
    .addHelpText("after", EXAMPLES)
    .action((experiment: string, options: Options) =>
      withStore(context, (store) => {
        const sweep = resolveSweep(store, experiment, resolve(context.cwd, experiment));
        const best = bestRun(store, sweep, options);
        if (options.quiet) printLine(context.stdout, best.run.id);
        else rank(context, store, sweep, options);
      }),
    );
}

function rank(context: CliContext, store: Store, sweep: SweepRecord, options: Options): void {
  const ranked = rankRuns(store, sweep, options);
  const answers = readAll(context, store, ranked);
  const ranking = withConfidence(context, ranked, answers);
  const verdict = reachVerdict(
    ranked.map(({ run }) => run),
    (run) => {
      const { predictions } = answers(run);
      return predictions && markRun(run, predictions);
    },
  );
  if (options.json) {
    printJson(context.stdout, { sweep, ranking, verdict });
    return;
  }
  const champion = store.resolveAlias(CHAMPION);
  const look = { ...lookOf(context), metric: sweep.metric, champion };
  context.stdout.write(formatRanking(ranking, look));
  const rest = store
    .listSweepRuns(sweep.id, options)
    .filter((run) => !ranking.some((entry) => entry.run.id === run.id));
  const notes = [
    ...(ranking.some(({ run }) => run.id === champion) ? ["* champion"] : []),
    ...(rest.length > 0 ? [`Not ranked: ${countStates(rest)}.`] : []),
  ];
  if (notes.length > 0) context.stdout.write(`\n${notes.join("\n")}\n`);
  context.stdout.write(formatVerdict(verdict, lookOf(context)));
}

/** Each run's predictions are read once. */
function readAll(context: CliContext, store: Store, ranked: readonly RankedRun[]) {
  const runsDir = context.runsDir();
  const all = new Map(ranked.map(({ run }) => [run.id, readAnswers(store, runsDir, run)]));
  return (run: RunRecord): Answers => all.get(run.id) ?? readAnswers(store, runsDir, run);
}

function withConfidence(
  context: CliContext,
  ranked: readonly RankedRun[],
  answersOf: (run: RunRecord) => Answers,
): (RankedRun & Confidence)[] {
  const runs = ranked.map(({ run }) => run);
  return assessRanking(runs, answersOf).flatMap((confidence, i) => {
    if (confidence.problem) printLine(context.stderr, `warning: ${confidence.problem}`);
    const entry = ranked[i];
    return entry ? [{ ...entry, ...confidence }] : [];
  });
}
