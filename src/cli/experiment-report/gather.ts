import type { RunRecord, SweepRecord } from "../../core/records.js";
import { activeMs } from "../../core/run-time.js";
import type { Fact, Report } from "../../report/report.js";
import { type Answers, readAnswers } from "../../selection/answers.js";
import { countStates, rankRuns } from "../../selection/best.js";
import { CHAMPION } from "../../selection/promotion.js";
import { shownPath } from "../../selection/shown-path.js";
import { ACCURACY_METRIC } from "../../selection/validation-score.js";
import type { Store } from "../../store/store.js";
import { formatDuration, formatTime } from "../format/duration.js";
import { formatMetric } from "../format/metric.js";
import { formatCountOf } from "../format/number.js";
import { formatExpected, formatPercent } from "../format/percent.js";
import { championReport } from "./champion-section.js";
import { curveCharts } from "./curves-section.js";
import { dataReport, type LookOptions } from "./data-section.js";
import { effectsTable } from "./effects-section.js";
import { mistakesReport } from "./mistakes-section.js";
import { reproduceReport } from "./reproduce-section.js";
import { runsTable } from "./runs-section.js";
import { nameOf, type Source } from "./source.js";
import { verdictReport } from "./verdict-section.js";

export interface GatherOptions extends Omit<LookOptions, "runsDir"> {
  store: Store;
  runsDir: string;
  cwd: string;
  now: number;
  /** sweep's own. */
  version: string;
}

/** All that the report of an experiment says, from the store and the runs' folders alone. */
export async function gatherReport(sweep: SweepRecord, options: GatherOptions): Promise<Report> {
  const { version, entry, onProgress, ...place } = options;
  const source = sourceOf(sweep, place);
  const dataRun = source.ranked[0]?.run ?? source.runs.find(({ attempt }) => attempt > 0);
  const data = await dataReport(dataRun, { runsDir: place.runsDir, entry, onProgress });
  onProgress({ status: "reading answers and curves", done: 0, total: 0 });
  const verdict = verdictReport(source);
  return {
    experiment: sweep.name,
    description: sweep.description,
    summary: [bestSentence(source), ...verdict.sentences.slice(0, 1)],
    facts: factsOf(source),
    source: sweep.source,
    data,
    ...runsTable(source),
    curves: curveCharts(source),
    verdict,
    mistakes: await mistakesReport(source),
    effects: effectsTable(source),
    ...championReport(source),
    ...reproduceReport(source),
    made: `Made by sweep ${version} on ${formatTime(place.now)}.`,
  };
}

function sourceOf(
  sweep: SweepRecord,
  place: Pick<Source, "store" | "runsDir" | "cwd" | "now">,
): Source {
  const { store, runsDir } = place;
  const known = new Map<string, Answers>();
  return {
    ...place,
    sweep,
    runs: store.listSweepRuns(sweep.id),
    ranked: rankRuns(store, sweep),
    champion: store.resolveAlias(CHAMPION),
    answersOf(run: RunRecord) {
      const answers = known.get(run.id) ?? readAnswers(store, runsDir, run);
      known.set(run.id, answers);
      return answers;
    },
  };
}

function bestSentence({ ranked, sweep, runs, answersOf }: Source): string {
  const [best] = ranked;
  if (!best) return `No run has finished yet: ${countStates(runs) || "there are none"}.`;
  if (best.run.definition.fold)
    return `${formatCountOf(ranked.length, "fold")} of a cross-validation, each judged by rows of its own, so that no run is best.`;
  const { name } = sweep.metric;
  const { score } = answersOf(best.run);
  const reached = `${name} ${formatMetric(name, best.value)}`;
  const accuracy = score ? `validation accuracy ${formatExpected(score)}` : null;
  const isSame = reached === `${ACCURACY_METRIC} ${score && formatPercent(score.accuracy)}`;
  const figures = isSame ? [accuracy] : [reached, accuracy];
  return `Best of ${formatCountOf(ranked.length, "finished run")}: \`${nameOf(best.run)}\` with ${figures.filter(Boolean).join(", ")}.`;
}

function factsOf({ sweep, runs, now, cwd }: Source): Fact[] {
  const { metric, method, file } = sweep;
  const trained = runs.reduce((sum, run) => sum + (activeMs(run, now) ?? 0), 0);
  const trainers = new Set(
    runs.map(({ definition: { trainer } }) =>
      trainer.kind === "builtin" ? trainer.type : trainer.command.join(" "),
    ),
  );
  return [
    ["file", file === "" ? "none: it was made by a command of sweep" : shownPath(file, cwd)],
    ["method", method],
    [
      "judged by",
      `${metric.name}, ${metric.goal === "maximize" ? "the higher" : "the lower"} the better`,
    ],
    ["trainer", [...trainers].join(", ") || "none"],
    ["runs", `${runs.length} (${countStates(runs) || "none"})`],
    ["time of all runs", formatDuration(trained)],
    ...timesOf(runs),
  ];
}

/** When the first run began and the last ended; nothing before there is one. */
function timesOf(runs: readonly RunRecord[]): Fact[] {
  const begins = runs.flatMap(({ startedAt }) => startedAt ?? []);
  const ends = runs.flatMap(({ endedAt }) => endedAt ?? []);
  return [
    ...(begins.length > 0
      ? [["began", formatTime(begins.reduce((a, b) => Math.min(a, b)))] as const]
      : []),
    ...(ends.length > 0
      ? [["last ended", formatTime(ends.reduce((a, b) => Math.max(a, b)))] as const]
      : []),
  ];
}
