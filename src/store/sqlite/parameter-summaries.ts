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
  span: "run between @first and @last",
  sweep: `run in (
    select runs.number from sweep_runs cross join runs on runs.id = run_id where sweep_id = @sweepId and current = 1)`,
} as const;

interface Span {
  first: number | null;
  last: number | null;
  /** Are all runs between these in the sweep? */
  isWhole: 0 | 1;
}

/** One pass over each parameter's values, which lie side by side, and another over those of a parameter that has few. */
export function createParameterSummaries(connection: Connection): QueryStore["parameterSummaries"] {
  const { db } = connection;
  const names = createNames(connection);
  const spanOfAll = db.prepare<[], Span>(
    "select min(number) as first, max(number) as last, 1 as isWhole from runs",
  );
  const spanOfSweep = db.prepare<[object], Span>(SPAN);
  const prepare = (scope: Scope) => ({
    summary: db.prepare<[object], SummaryRow>(`${SUMMARY} and ${scope}`),
    values: db.prepare<[object], ParamColumns>(`${VALUES} and ${scope} ${IN_ORDER}`),
  });
  const statements = { span: prepare(SCOPES.span), sweep: prepare(SCOPES.sweep) };

  return (sweepId) => {
    const span = (sweepId === null ? spanOfAll.get() : spanOfSweep.get({ sweepId })) as Span; // an aggregate has one row
    const { summary, values } = statements[span.isWhole === 1 ? "span" : "sweep"];
    const scope = span.isWhole === 1 ? { first: span.first, last: span.last } : { sweepId };
    return names.parameters().flatMap((name): ParameterSummary[] => {
      const bound = { name, ...scope };
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

/** The runs of a sweep mostly have numbers in a row, which is a part of the key: looking each of them up takes as long as summing up. */
const SPAN = `
  with chosen (number) as (
    select runs.number from sweep_runs cross join runs on runs.id = run_id where sweep_id = @sweepId and current = 1)
  select min(number) as first, max(number) as last,
    count(*) = (select count(*) from runs
      where number between (select min(number) from chosen) and (select max(number) from chosen)) as isWhole
  from chosen`;

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
