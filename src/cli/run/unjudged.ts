import type { RunRecord } from "../../core/records.js";
import { didYouMean } from "../../core/suggest.js";
import type { MetricStore } from "../../store/store.js";
import { formatCountOf } from "../format/number.js";
import { firstOf } from "./first-of.js";

/** Finished runs that never logged the metric by which they are judged: nothing ranks them. */
export interface Unjudged {
  runs: readonly RunRecord[];
  /** How many have finished. */
  finished: number;
  /** Names of what they logged instead, in alphabetical order. */
  logged: readonly string[];
}

/** Null where there is none. */
export function findUnjudged(
  store: Pick<MetricStore, "summaries">,
  all: readonly RunRecord[],
  metric: string,
): Unjudged | null {
  const finished = all.filter(({ state }) => state === "finished");
  const summaries = store.summaries(finished.map(({ id }) => id));
  const namesOf = ({ id }: RunRecord) => (summaries.get(id) ?? []).map(({ name }) => name);
  const runs = finished.filter((run) => !namesOf(run).includes(metric));
  if (runs.length === 0) return null;
  const logged = [...new Set(runs.flatMap(namesOf))].sort();
  return { runs, finished: finished.length, logged };
}

/** A sweep without a single value to judge by is no success. */
export function isMisjudged({ runs, finished }: Unjudged): boolean {
  return runs.length === finished;
}

const MOST_NAMED = 8; // a line or two of them, enough to see what they have in common

/** `2 of 5 finished runs logged no \`loss\`: 0b06d0c60e4f, …` */
export function describeUnjudged({ runs, finished }: Unjudged, metric: string): string {
  const ids = firstOf(
    runs.map(({ id }) => id),
    MOST_NAMED,
  );
  return `${runs.length} of ${formatCountOf(finished, "finished run")} logged no \`${metric}\`: ${ids}`;
}

/** What is wrong with `metric.name`, which none of them logged. */
export function describeMisjudged(
  { runs: all, finished, logged }: Unjudged,
  metric: string,
): string {
  const expected = `metric.name: expected a metric that the runs log, got \`${metric}\``;
  const runs = formatCountOf(finished, "run");
  if (all.some(({ summary }) => Object.hasOwn(summary, metric)))
    return `${expected}: ${runs} finished and told it in the summary alone, which counts beside a value that was logged: log it as a metric, too (docs/trainers.md)`;
  if (logged.length === 0)
    return `${expected}: ${runs} finished and logged none (docs/trainers.md: lines of JSON in the file named by SWEEP_EVENTS)`;
  const names = firstOf(
    logged.map((name) => `\`${name}\``),
    MOST_NAMED,
  );
  return `${expected}${didYouMean(metric, logged)}: ${runs} finished and logged ${names}; once it is mended, the same command judges them as they are`;
}
