import { z } from "zod";
import type { ColumnList, FieldColumn, MetricColumn, ParameterColumn } from "../../api/columns.js";
import { BUILTIN_NAMES, builtin } from "../../query/builtins.js";
import { formatField } from "../../query/fields.js";
import type { KnownNames } from "../../query/filter.js";
import type { MetricRange } from "../../store/store.js";
import type { ServerDeps } from "../deps.js";
import { findSweep } from "../find-run.js";
import { get, type Route } from "../route.js";
import type { ManyParameters, ParametersOf } from "../varying.js";

/** What the runs can be shown, sorted, filtered and grouped by. */
export function columnsRoute({ store }: ServerDeps, parametersOf: ParametersOf): Route {
  return get({
    path: "/api/columns",
    params: z.strictObject({}),
    query: z.strictObject({ sweep: z.string().optional() }),
    handle({ query: { sweep: name } }) {
      const sweep = name === undefined ? null : findSweep(store, name);
      const sweepId = sweep?.id ?? null;
      const known = store.knownNames(sweep?.metric);
      const many = parametersOf(sweep);
      const list: ColumnList = {
        parameters: parameterColumns(many, known),
        metrics: metricColumns(store.metricRanges(sweepId), known),
        tags: store.tagCounts(sweepId),
        fields: BUILTIN_NAMES.map(fieldColumn),
        ...{ runs: many.runs, variants: many.variants, folded: many.folded },
      };
      return { type: "json", value: list };
    },
  });
}

function parameterColumns(
  { runs, parameters }: ManyParameters,
  known: KnownNames,
): ParameterColumn[] {
  return parameters.map((summary) => ({
    ...summary,
    field: formatField({ kind: "parameter", name: summary.name }, known),
    varies: summary.runs < runs || summary.distinct > 1,
  }));
}

function metricColumns(ranges: readonly MetricRange[], known: KnownNames): MetricColumn[] {
  return ranges.map(({ name, runs, lowest, highest }) => {
    const goal = known.metrics.find((metric) => metric.name === name)?.goal ?? "maximize";
    const field = formatField({ kind: "metric", name, goal, stat: "best" }, known);
    return { name, field, goal, runs, ...(goal === "maximize" ? highest : lowest) };
  });
}

function fieldColumn(name: (typeof BUILTIN_NAMES)[number]): FieldColumn {
  const { type, description, values } = builtin(name);
  return { name, type, description, ...(values ? { values: [...values] } : {}) };
}
