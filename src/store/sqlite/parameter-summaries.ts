import type { ParameterSummary, QueryStore } from "../store.js";
import type { Connection } from "./connection.js";
import { fromColumns, type ParamColumns, type ParamType } from "./run-params.js";

const MOST_VALUES = 50; // as many as a person picks from

interface SummaryRow {
  name: string;
  types: string;
  runs: number;
  distinct: number;
  min: number | null;
  max: number | null;
}

/** One pass over all values for the summaries, and one look at each parameter that has few. */
export function createParameterSummaries({ db }: Connection): QueryStore["parameterSummaries"] {
  const summaries = db.prepare<[object], SummaryRow>(SUMMARIES);
  const valuesOf = db.prepare<[object], ParamColumns>(VALUES);
  return (sweepId) =>
    summaries.all({ sweepId }).map(
      ({ types, ...summary }): ParameterSummary => ({
        ...summary,
        types: types.split(",") as ParamType[], // the column's check names them
        values:
          summary.distinct > MOST_VALUES
            ? null
            : valuesOf.all({ sweepId, name: summary.name }).map(fromColumns),
      }),
    );
}

const OF_SWEEP = `
  (@sweepId is null or run in (
    select runs.number from sweep_runs cross join runs on runs.id = run_id where sweep_id = @sweepId and current = 1))`;

const SUMMARIES = `
  with content (name, type, number, text, runs) as (
    select name, type, number, text, count(*) from run_params where ${OF_SWEEP} group by name, type, number, text)
  select name, group_concat(distinct type) as types, sum(runs) as runs, count(*) as "distinct",
    min(number) filter (where type = 'number') as min, max(number) filter (where type = 'number') as max
  from content group by name order by name`;

const VALUES = `
  select type, number, text from run_params where name = @name and ${OF_SWEEP}
  group by type, number, text
  order by case type when 'null' then 0 when 'boolean' then 1 when 'number' then 2 when 'string' then 3 when 'list' then 4
    else 5 end, number, text`;
