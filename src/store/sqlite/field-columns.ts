import type { JsonValue } from "../../core/json.js";
import { builtin } from "../../query/builtins.js";
import type { Field } from "../../query/filter.js";
import type { Connection } from "./connection.js";
import { isMultiple, isParameter, statColumn, valuesOf } from "./field-sql.js";
import { fromColumns, type ParamType } from "./run-params.js";

/** A field's value in every run that has it, by the run's number. */
export type ReadColumn = (field: Field, now: number) => Map<number, JsonValue>;

/** Rows without names: a column of a large store has ten thousand. */
type ParamRow = [run: number, type: ParamType, number: number | null, text: string | null];
type ValueRow = [run: number, value: string | number | null];

export function createColumnReader({ db }: Connection): ReadColumn {
  const params = db
    .prepare<[string], ParamRow>("select run, type, number, text from run_params where name = ?")
    .raw();
  return (field, now) => {
    if (isParameter(field)) {
      const rows = params.all(field.name);
      return new Map(
        rows.map(([run, type, number, text]) => [run, fromColumns({ type, number, text })]),
      );
    }
    if (field.kind === "metric")
      return toMap(db.prepare<[string], ValueRow>(metricColumn(field)).raw().all(field.name));
    const text = builtinColumn(field);
    const statement = db.prepare<unknown[], ValueRow>(text).raw();
    const rows = text.includes("@now") ? statement.all({ now }) : statement.all();
    return toMap(rows, converter(field));
  };
}

function toMap(
  rows: readonly ValueRow[],
  convert: (value: string | number) => JsonValue = (value) => value,
): Map<number, JsonValue> {
  const values = new Map<number, JsonValue>();
  for (const [run, value] of rows) if (value !== null) values.set(run, convert(value));
  return values;
}

function metricColumn({ stat, goal }: Extract<Field, { kind: "metric" }>): string {
  const column = stat === "last" ? "coalesce(last, last_kind)" : statColumn({ stat, goal });
  return `select runs.number, ${column} from series cross join runs on runs.id = run_id
    where series.name = ? and count > 0`;
}

type Builtin = Extract<Field, { kind: "builtin" }>;

function builtinColumn(field: Builtin): string {
  const { text } = valuesOf(field);
  const value = isMultiple(field)
    ? `select nullif(json_group_array(value order by value), '[]') from (${text})`
    : text;
  return `select runs.number, (${value}) from runs`;
}

function converter(field: Builtin): (value: string | number) => JsonValue {
  if (isMultiple(field)) return (value) => JSON.parse(String(value)) as JsonValue; // just made by SQL
  return builtin(field.name).type === "boolean" ? (value) => value === 1 : (value) => value;
}
