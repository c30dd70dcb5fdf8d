import type { Metric } from "../../core/metric-goal.js";
import type { RankedSet } from "../../selection/best.js";
import { foldsOfSet } from "../../selection/fold-sets.js";
import type { Look } from "./look.js";
import { formatMetric } from "./metric.js";
import { NOTHING } from "./run-cells.js";
import { formatTable } from "./table.js";

/** The table of `best` for a cross-validation: configurations by the mean over their folds, incomplete ones last and unranked. */
export function formatSets(sets: readonly RankedSet[], look: Look & { metric: Metric }): string {
  const { name: metric } = look.metric;
  const rows = sets.map((set, i) => [
    set.mean === null ? NOTHING : String(i + 1),
    set.name || (set.runs[0]?.id ?? NOTHING),
    set.count === 1 ? NOTHING : foldsOfSet(set),
    set.mean === null ? NOTHING : formatMetric(metric, set.mean),
  ]);
  const columns = [
    { title: "#", align: "right" },
    { title: "CONFIGURATION", flexible: true },
    { title: "FINISHED", align: "right" },
    { title: `MEAN ${metric}`, align: "right" },
  ] as const;
  return formatTable(columns, rows, look);
}
