import { assertNever } from "../../core/assert-never.js";
import type { BuiltinName } from "../../query/builtins.js";
import type { Field, MetricStat } from "../../query/filter.js";
import type { RunQuery } from "../store.js";

/** A part of a statement with the values of its question marks, in order. Values never become text of the statement. */
export interface Sql {
  text: string;
  values: (string | number | null)[];
}

type Parameter = Extract<Field, { kind: "parameter" }>;
type Metric = Extract<Field, { kind: "metric" }>;

/** A condition on `run_params` as `param`, for the run of the row of `runs` at hand. */
export function hasParameter({ name }: Parameter, condition: Sql): Sql {
  return {
    text: `exists (select 1 from run_params as param where name = ? and run = runs.number and ${condition.text})`,
    values: [name, ...condition.values],
  };
}

/** A condition on `value`, the one column of the field's values of the row of `runs` at hand; NULL is no value. */
export function hasValue(field: Exclude<Field, Parameter>, condition: Sql): Sql {
  const { text, values } = valuesOf(field);
  return {
    text: `exists (select 1 from (${text}) where value is not null and ${condition.text})`,
    values: [...values, ...condition.values],
  };
}

/** A query of the field's values, with the one column `value`. */
export function valuesOf(field: Exclude<Field, Parameter>): Sql {
  if (field.kind === "builtin") return { text: BUILTIN_VALUES[field.name], values: [] };
  return {
    text: `select ${statColumn(field)} as value from series where run_id = runs.id and name = ? and count > 0`,
    values: [field.name],
  };
}

/** As `valuesOf`, with the values of a field that has several as one text. */
export function singleValueOf(field: Exclude<Field, Parameter>): Sql {
  const sql = valuesOf(field);
  if (!isMultiple(field)) return sql;
  return { ...sql, text: `select group_concat(value, ', ') as value from (${sql.text})` };
}

/** May a run have several values at once? */
export function isMultiple(field: Field): boolean {
  return field.kind === "builtin" && (field.name === "tag" || field.name === "sweep");
}

export function statColumn({ stat, goal }: Pick<Metric, "stat" | "goal">): string {
  switch (stat) {
    case "best":
      return bestColumn(goal);
    case "nonfinite":
      return "non_finite";
    default:
      return stat satisfies MetricStat;
  }
}

/** What the run says that the metric came to, else the best value. */
export function bestColumn(goal: Metric["goal"]): string {
  return `coalesce(result, ${goal === "maximize" ? "max" : "min"})`;
}

/** What a statement with such values needs bound besides its question marks; of the lost runs only where it speaks of them. */
export function bindings(text: string, { now, lost }: Pick<RunQuery, "now" | "lost">) {
  return { now, lost: text.includes("@lost") ? JSON.stringify(lost?.() ?? []) : "[]" };
}

export function isParameter(field: Field): field is Parameter {
  switch (field.kind) {
    case "parameter":
      return true;
    case "metric":
    case "builtin":
      return false;
    default:
      return assertNever(field);
  }
}

const IS_LOST = "runs.state = 'running' and runs.id in (select value from json_each(@lost))";

/** `@now` is bound where the time at hand is needed, `@lost` where it matters whether a run is lost. */
const BUILTIN_VALUES: Record<BuiltinName, string> = {
  id: "select runs.id as value",
  name: "select runs.name as value",
  state: `select case when ${IS_LOST} then 'lost' else runs.state end as value`,
  outcome: "select runs.outcome ->> '$.type' as value",
  sweep: `select sweeps.name as value from sweep_runs join sweeps on sweeps.id = sweep_id where run_id = runs.id`,
  tag: "select value from json_each(runs.tags)",
  note: "select nullif(runs.note, '') as value",
  pinned: "select runs.pinned as value",
  archived: "select runs.archived as value",
  variant: "select runs.variant as value",
  seed: "select runs.definition ->> '$.seed' as value",
  number: "select runs.number as value",
  repeat: "select runs.definition ->> '$.repeat' as value",
  fold: "select (runs.definition ->> '$.fold.index') + 1 as value",
  folds: "select runs.definition ->> '$.fold.count' as value",
  attempt: "select runs.attempt as value",
  backend: `select runs.summary ->> '$.backend' as value where json_type(runs.summary, '$.backend') = 'text'`,
  created: "select runs.created_at as value",
  started: "select runs.started_at as value",
  ended: "select runs.ended_at as value",
  duration: `select coalesce(runs.ended_at, runs.paused_at, @now) - runs.started_at - runs.paused_ms as value where not (${IS_LOST})`,
};
