import { resolve } from "node:path";
import { Command } from "commander";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import { type Answers, readAnswers } from "../../selection/answers.js";
import {
  bestRun,
  countStates,
  type RankedRun,
  type RankedSet,
  rankSets,
  requireRanked,
} from "../../selection/best.js";
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
import { formatSets } from "../format/sets-table.js";
import { formatVerdict } from "../format/verdict.js";
import { withStore } from "../format/with-store.js";

const EXAMPLES = `
Ranks the finished runs by the best value of the experiment's metric; of equals, the one that finished earlier is first.
Where runs kept their validation predictions, their accuracy has a 95 % interval (Wilson), and VS BEST is the p-value of
McNemar's test against the best run on the same rows, corrected for the number of runs (Holm): from 0.05 up the two may well be
equally good. A run whose summary says what the metric came to is ranked by that. KEPT ACCURACY is shown where the predictions
have another accuracy: a trainer should keep the model of the metric's best step, or say in its summary what the kept one has.
With \`cross_validation\` the table has configurations in place of runs, by the mean over their folds.
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
        if (options.quiet) printLine(context.stdout, bestRun(store, sweep, options).run.id);
        else rank(context, store, sweep, options);
      }),
    );
}

function rank(context: CliContext, store: Store, sweep: SweepRecord, options: Options): void {
  const ranked = requireRanked(store, sweep, options);
  const sets = ranked.some(({ run }) => run.definition.fold)
    ? rankSets(ranked, sweep.metric)
    : null;
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
    printJson(context.stdout, { sweep, ranking, ...(sets && { sets: sets.map(toJson) }), verdict });
    return;
  }
  const champion = store.resolveAlias(CHAMPION);
  const look = { ...lookOf(context), metric: sweep.metric, champion };
  context.stdout.write(sets ? formatSets(sets, look) : formatRanking(ranking, look));
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

function toJson({ name, runs, count, mean }: RankedSet) {
  const [first] = runs;
  const { variant, definition } = first as RunRecord; // a set has a run
  return { name, variant, seed: definition.seed, runs: runs.map(({ id }) => id), count, mean };
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
