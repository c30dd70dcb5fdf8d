import type { ColumnList } from "../../../../src/api/columns.js";
import type { Goal } from "../maths/pareto-front.js";

/** Something that an axis or a colour can show. */
export interface FieldOption {
  field: string;
  label: string;
  group: "parameters" | "metrics" | "run";
  /** Of a metric. */
  goal: Goal | null;
}

/** Parameters that vary, metrics by their best and last value, and what every run has. */
export function fieldOptions({ parameters, metrics }: ColumnList): FieldOption[] {
  return [
    ...parameters
      .filter(({ varies }) => varies)
      .map(({ field }) => ({ field, label: field, group: "parameters" as const, goal: null })),
    ...metrics.flatMap(({ field, goal }) => [
      { field, label: field, group: "metrics" as const, goal },
      { field: `${field}.last`, label: `${field}.last`, group: "metrics" as const, goal },
    ]),
    { field: "duration", label: "duration (s)", group: "run", goal: "minimize" },
    { field: "number", label: "run number", group: "run", goal: null },
    { field: "repeat", label: "repeat", group: "run", goal: null },
    { field: "fold", label: "fold", group: "run", goal: null },
  ];
}

/** The metric that the sweep is judged by, as a field; else the first metric; null where nothing was logged. */
export function judgeField(
  { metrics }: ColumnList,
  judge: { metric: string } | null,
): string | null {
  const judged = metrics.find(({ name }) => name === judge?.metric);
  return (judged ?? metrics[0])?.field ?? null;
}

/** The goal of a metric's field; null of what has none. */
export function goalOf(columns: ColumnList, field: string): Goal | null {
  return fieldOptions(columns).find((option) => option.field === field)?.goal ?? null;
}
