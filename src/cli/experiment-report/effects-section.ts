import type { JsonValue } from "../../core/json.js";
import type { NothingThere, Table, TableRow } from "../../report/report.js";
import { groupRuns, type RunGroup } from "../../selection/group-runs.js";
import { createVarying } from "../../server/varying.js";
import { formatMetric } from "../format/metric.js";
import { formatCount } from "../format/number.js";
import { NOTHING } from "../format/run-cells.js";
import type { Source } from "./source.js";

const MOST_VALUES = 12; // of one parameter: more are a chart's business
const MOST_ROWS = 60;

/** What runs with each value of each parameter that varies have reached. */
export function effectsTable(source: Source): Table | NothingThere {
  const { store, sweep, now } = source;
  const { metric } = sweep;
  const names = createVarying(store)(sweep);
  if (names.length === 0) return { nothing: sameParameters(source.runs.length) };
  const rows = names.flatMap((name): TableRow[] => {
    const by = [{ kind: "parameter", name } as const];
    const groups = groupRuns({ store, query: { sweepId: sweep.id, now }, by, metric });
    if (groups.length > MOST_VALUES)
      return [{ cells: [name, `${formatCount(groups.length)} values`, ...fill(NOTHING, 4)] }];
    const value = (number: number | null) =>
      number === null ? NOTHING : formatMetric(metric.name, number);
    return groups.map(({ values, runs, n, mean, low, high, best }, i) => ({
      cells: [
        i === 0 ? name : "",
        words(values[0]),
        n === runs ? String(n) : `${n} of ${runs}`,
        value(mean),
        interval(metric.name, { mean, low, high }),
        value(best),
      ],
    }));
  });
  return {
    caption: `Runs with each value of a parameter: mean of the best ${metric.name}, the best value first`,
    columns: [
      { title: "Parameter" },
      { title: "Value" },
      { title: "Runs", isNumber: true },
      { title: `Mean ${metric.name}`, isNumber: true },
      { title: "95 % interval", isNumber: true },
      { title: "Best", isNumber: true },
    ],
    rows: rows.slice(0, MOST_ROWS),
  };
}

/** Of a share it ends at 0 and 1, beyond which the t-interval of a few runs reaches. */
function interval(metric: string, { mean, low, high }: Pick<RunGroup, "mean" | "low" | "high">) {
  if (mean === null || low === null || high === null) return NOTHING;
  const isShare = formatMetric(metric, mean).endsWith("%");
  const ends = isShare ? [Math.max(0, low), Math.min(1, high)] : [low, high];
  return ends.map((end) => formatMetric(metric, end)).join(" – ");
}

function words(value: JsonValue | undefined): string {
  if (value === undefined) return "not given";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function fill(text: string, count: number): string[] {
  return Array.from({ length: count }, () => text);
}

function sameParameters(runs: number): string {
  if (runs < 2) return "There is one run only, with nothing to differ from.";
  return "All runs have the same parameters: they differ in their seeds at most.";
}
