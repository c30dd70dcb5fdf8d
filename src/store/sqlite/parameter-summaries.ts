import type { ParameterSummary, QueryStore } from "../store.js";
import type { Connection } from "./connection.js";
import { createNames } from "./names.js";
import { fromColumns, type ParamColumns, type ParamType } from "./run-params.js";

const MOST_VALUES = 50; // as many as a person picks from

interface SummaryRow {
  types: string | null;
  runs: number;
  distinct: number;
  min: number | null;
  max: number | null;
}

/** Which runs, as SQL for a condition on `run`. */
type Scope = (typeof SCOPES)[keyof typeof SCOPES];

const SCOPES = {
  all: "true",
  sweep: `run in (
    select runs.number from sweep_runs cross join runs on runs.id = run_id where sweep_id = @sweepId and current = 1)`,
} as const;

/** One pass over each parameter's values, which lie side by side, and another over those of a parameter that has few. */
export function createParameterSummaries(connection: Connection): QueryStore["parameterSummaries"] {
  const { db } = connection;
  const names = createNames(connection);
  const isWhole = db.prepare<[object], { whole: 0 | 1 }>(`
    select (select count(*) from runs) =
      (select count(*) from sweep_runs where sweep_id = @sweepId and current = 1) as whole`);
  const prepare = (scope: Scope) => ({
    summary: db.prepare<[object], SummaryRow>(`${SUMMARY} and ${scope}`),
    values: db.prepare<[object], ParamColumns>(`${VALUES} and ${scope} ${IN_ORDER}`),
  });
  const statements = { all: prepare(SCOPES.all), sweep: prepare(SCOPES.sweep) };

  return (sweepId) => {
    const whole = sweepId === null || isWhole.get({ sweepId })?.whole === 1;
    const { summary, values } = statements[whole ? "all" : "sweep"];
    return names.parameters().flatMap((name): ParameterSummary[] => {
      const bound = whole ? { name } : { name, sweepId };
      const { types, ...rest } = summary.get(bound) as SummaryRow; // an aggregate has one row
      if (types === null) return [];
      const isShort = rest.distinct <= MOST_VALUES;
      return [
        {
          ...{ name, types: types.split(",").sort() as ParamType[] }, // the column's check names them
          ...rest,
          values: isShort ? values.all(bound).map(fromColumns) : null,
        },
      ];
    });
  };
}

const SUMMARY = `
  select group_concat(distinct type) as types, count(*) as runs,
    count(distinct number) filter (where type = 'number')
      + count(distinct type || ' ' || coalesce(number, text, '')) filter (where type <> 'number') as "distinct",
    min(number) filter (where type = 'number') as min, max(number) filter (where type = 'number') as max
  from run_params where name = @name`;

const VALUES = "select distinct type, number, text from run_params where name = @name";

/** The order of sorting: query/filter.ts. */
const IN_ORDER = `
  order by case type when 'null' then 0 when 'boolean' then 1 when 'number' then 2 when 'string' then 3 when 'list' then 4
    else 5 end, number, text`;
