import type { JsonValue } from "../../core/json.js";
import { builtin } from "../../query/builtins.js";
import type { Field } from "../../query/filter.js";
import type { Connection } from "./connection.js";
import { isMultiple, isParameter, statColumn, valuesOf } from "./field-sql.js";
import { fromColumns, type ParamType } from "./run-params.js";

/** A field's value in the runs that have it, by the run's number. */
export type ReadColumn = (field: Field, options: ColumnOptions) => Map<number, JsonValue>;

export interface ColumnOptions {
  now: number;
  /** Numbers of the runs that are asked about; null: all. */
  runs: readonly number[] | null;
}

/** Rows without names: a column of a large store has ten thousand. */
type ParamRow = [run: number, type: ParamType, number: number | null, text: string | null];
type ValueRow = [run: number, value: string | number | null];

export function createColumnReader({ db }: Connection): ReadColumn {
  return (field, { now, runs }) => {
    const chosen = runs && JSON.stringify(runs);
    if (isParameter(field)) {
      const rows = db
        .prepare<[object], ParamRow>(paramColumn(chosen))
        .raw()
        .all({ name: field.name, runs: chosen });
      return new Map(
        rows.map(([run, type, number, text]) => [run, fromColumns({ type, number, text })]),
      );
    }
    const text =
      field.kind === "metric" ? metricColumn(field, chosen) : builtinColumn(field, chosen);
    const rows = db
      .prepare<[object], ValueRow>(text)
      .raw()
      .all({ now, runs: chosen, name: field.name });
    return toMap(rows, field.kind === "metric" ? undefined : converter(field));
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

const CHOSEN = "(select value from json_each(@runs))";

function paramColumn(chosen: string | null): string {
  const among = chosen === null ? "" : `and run in ${CHOSEN}`;
  return `select run, type, number, text from run_params where name = @name ${among}`;
}

/** Begins with whichever is fewer: the runs that are asked about, or the series of that name. */
function metricColumn({ stat, goal }: Metric, chosen: string | null): string {
  const column = stat === "last" ? "coalesce(last, last_kind)" : statColumn({ stat, goal });
  const from =
    chosen === null
      ? "series cross join runs on runs.id = run_id where"
      : `runs cross join series on run_id = runs.id where runs.number in ${CHOSEN} and`;
  return `select runs.number, ${column} from ${from} series.name = @name and count > 0`;
}

type Metric = Extract<Field, { kind: "metric" }>;
type Builtin = Extract<Field, { kind: "builtin" }>;

function builtinColumn(field: Builtin, chosen: string | null): string {
  const { text } = valuesOf(field);
  const value = isMultiple(field)
    ? `select nullif(json_group_array(value order by value), '[]') from (${text})`
    : text;
  const among = chosen === null ? "" : `where runs.number in ${CHOSEN}`;
  return `select runs.number, (${value}) from runs ${among}`;
}

function converter(field: Builtin): (value: string | number) => JsonValue {
  if (isMultiple(field)) return (value) => JSON.parse(String(value)) as JsonValue; // just made by SQL
  return builtin(field.name).type === "boolean" ? (value) => value === 1 : (value) => value;
}
