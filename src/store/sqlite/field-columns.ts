import type { JsonValue } from "../../core/json.js";
import { builtin } from "../../query/builtins.js";
import type { Field } from "../../query/filter.js";
import type { Connection } from "./connection.js";
import { isMultiple, isParameter, statColumn, valuesOf } from "./field-sql.js";
import { fromColumns, type ParamColumns } from "./run-params.js";

/** A field's value in every run that has it, by the run's number. */
export type ReadColumn = (field: Field, now: number) => Map<number, JsonValue>;

export function createColumnReader({ db }: Connection): ReadColumn {
  const params = db.prepare<[string], ParamColumns & { run: number }>(
    "select run, type, number, text from run_params where name = ?",
  );
  return (field, now) => {
    if (isParameter(field))
      return new Map(
        params.all(field.name).map(({ run, ...columns }) => [run, fromColumns(columns)]),
      );
    if (field.kind === "metric") {
      const rows = db.prepare<[string], ValueRow>(metricColumn(field)).all(field.name);
      return toMap(rows, (value) => value);
    }
    const text = builtinColumn(field);
    const statement = db.prepare<unknown[], ValueRow>(text);
    const rows = text.includes("@now") ? statement.all({ now }) : statement.all();
    return toMap(rows, converter(field));
  };
}

interface ValueRow {
  run: number;
  value: string | number | null;
}

function toMap(
  rows: readonly ValueRow[],
  convert: (value: string | number) => JsonValue,
): Map<number, JsonValue> {
  return new Map(
    rows.flatMap(({ run, value }): [number, JsonValue][] =>
      value === null ? [] : [[run, convert(value)]],
    ),
  );
}

function metricColumn({ stat, goal }: Extract<Field, { kind: "metric" }>): string {
  const column = stat === "last" ? "coalesce(last, last_kind)" : statColumn({ stat, goal });
  return `select runs.number as run, ${column} as value from series cross join runs on runs.id = run_id
    where series.name = ? and count > 0`;
}

type Builtin = Extract<Field, { kind: "builtin" }>;

function builtinColumn(field: Builtin): string {
  const { text } = valuesOf(field);
  const value = isMultiple(field)
    ? `select nullif(json_group_array(value order by value), '[]') as value from (${text})`
    : text;
  return `select runs.number as run, (${value}) as value from runs`;
}

function converter(field: Builtin): (value: string | number) => JsonValue {
  if (isMultiple(field)) return (value) => JSON.parse(String(value)) as JsonValue; // just made by SQL
  return builtin(field.name).type === "boolean" ? (value) => value === 1 : (value) => value;
}
