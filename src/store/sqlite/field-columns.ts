import type { JsonValue } from "../../core/json.js";
import { builtin } from "../../query/builtins.js";
import type { Field } from "../../query/filter.js";
import type { RunQuery } from "../store.js";
import type { Connection } from "./connection.js";
import { bindings, isMultiple, isParameter, statColumn, valuesOf } from "./field-sql.js";
import { fromColumns, type ParamType } from "./run-params.js";

/** Of each field its value in the runs that have it, by the run's number. */
export type ReadColumns = (fields: readonly Field[], options: ColumnOptions) => Column[];

export type Column = ReadonlyMap<number, JsonValue>;

export interface ColumnOptions extends Pick<RunQuery, "now" | "lost"> {
  /** Numbers of the runs that are asked about; null: all. */
  runs: readonly number[] | null;
}

/** Rows without names: a column of a large store has ten thousand. */
type ParamRow = [run: number, type: ParamType, number: number | null, text: string | null];
type ValueRow = [run: number, ...values: (string | number | null)[]];

export function createColumnReader({ db }: Connection): ReadColumns {
  const readParameter = (field: Parameter, chosen: string | null): Column => {
    const rows = db
      .prepare<[object], ParamRow>(paramColumn(chosen))
      .raw()
      .all({ name: field.name, runs: chosen });
    return new Map(
      rows.map(([run, type, number, text]) => [run, fromColumns({ type, number, text })]),
    );
  };
  const readMetric = (field: Metric, chosen: string | null): Column => {
    const rows = db
      .prepare<[object], ValueRow>(metricColumn(field, chosen))
      .raw()
      .all({ name: field.name, runs: chosen });
    return columnOf(rows, 1);
  };
  const readBuiltins = (fields: readonly Builtin[], options: ColumnOptions): Column[] => {
    if (fields.length === 0) return [];
    const { runs } = options;
    const text = builtinColumns(fields, runs);
    const rows = db
      .prepare<[object], ValueRow>(text)
      .raw()
      .all({ ...bindings(text, options), runs: runs && JSON.stringify(runs) });
    return fields.map((field, i) => columnOf(rows, i + 1, converter(field)));
  };
  return (fields, options) => {
    const chosen = options.runs && JSON.stringify(options.runs);
    const builtins = fields.filter((field) => field.kind === "builtin");
    const ofBuiltins = readBuiltins(builtins, options);
    return fields.map((field) => {
      if (isParameter(field)) return readParameter(field, chosen);
      if (field.kind === "metric") return readMetric(field, chosen);
      return ofBuiltins[builtins.indexOf(field)] ?? NOTHING;
    });
  };
}

const NOTHING: Column = new Map();

function columnOf(
  rows: readonly ValueRow[],
  place: number,
  convert?: (value: string | number) => JsonValue,
): Column {
  const values = new Map<number, JsonValue>();
  for (const row of rows) {
    const value = row[place] ?? null;
    if (value !== null) values.set(row[0], convert ? convert(value) : value);
  }
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
type Parameter = Extract<Field, { kind: "parameter" }>;
type Builtin = Extract<Field, { kind: "builtin" }>;

/** All in one statement: each pass over the runs reads their definitions, too. */
function builtinColumns(fields: readonly Builtin[], runs: readonly number[] | null): string {
  const columns = fields.map((field) => {
    const { text } = valuesOf(field);
    return isMultiple(field)
      ? `(select nullif(json_group_array(value order by value), '[]') from (${text}))`
      : `(${text})`;
  });
  const among = runs === null ? "" : `where runs.number in ${CHOSEN}`;
  return `select ${["runs.number", ...columns].join(", ")} from runs ${among}`;
}

function converter(field: Builtin): ((value: string | number) => JsonValue) | undefined {
  if (isMultiple(field)) return (value) => JSON.parse(String(value)) as JsonValue; // just made by SQL
  return builtin(field.name).type === "boolean" ? (value) => value === 1 : undefined;
}
