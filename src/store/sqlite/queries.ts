import { goalOfMetric } from "../../core/metric-goal.js";
import type { RunRecord } from "../../core/records.js";
import type { RunState } from "../../core/run-state.js";
import type { Field } from "../../query/filter.js";
import type { Page, QueryStore, RunQuery } from "../store.js";
import type { Connection } from "./connection.js";
import { createColumnReader } from "./field-columns.js";
import { bestColumn, bindings } from "./field-sql.js";
import { createNames } from "./names.js";
import { createParameterSummaries } from "./parameter-summaries.js";
import { type RunRow, toRun } from "./run-row.js";
import { searchSql } from "./run-search.js";

const ALL: Page = { limit: Number.POSITIVE_INFINITY, offset: 0 };

const FEW_RUNS = 500; // are looked up one by one sooner than a whole column is read

const ID: Field = { kind: "builtin", name: "id" };

const NO_STATES: Record<RunState, number> = {
  queued: 0,
  running: 0,
  finished: 0,
  failed: 0,
  cancelled: 0,
};

/** Everything that chooses runs by what they have. */
export function createQueryStore(connection: Connection): QueryStore {
  const { db } = connection;
  const names = createNames(connection);
  const readColumns = createColumnReader(connection);
  const rows = db.prepare<[string], RunRow & { number: number }>(
    "select * from runs where number in (select value from json_each(?))",
  );
  const ranges = db.prepare<[object], RangeRow>(METRIC_RANGES);
  const tags = db.prepare<[object], { name: string; runs: number }>(`
    select each.value as name, count(*) as runs from runs, json_each(runs.tags) as each
    where @sweepId is null or exists (
      select 1 from sweep_runs where sweep_id = @sweepId and run_id = runs.id and current = 1)
    group by each.value order by each.value`);
  const states = db.prepare<[], { state: RunState; runs: number }>(
    "select state, count(*) as runs from runs group by state",
  );
  const statesOfSweep = db.prepare<[number], { state: RunState; runs: number }>(`
    select state, count(*) as runs from sweep_runs cross join runs on runs.id = run_id
    where sweep_id = ? and current = 1 group by state`);

  const first = db.prepare<[number], { number: number | null }>(
    "select min(number) as number from sweep_runs cross join runs on runs.id = run_id where sweep_id = ?",
  );

  const variants = db.prepare<[], VariantRow>(`${COUNT_VARIANTS} from runs`);
  const variantsOfSweep = db.prepare<[number], VariantRow>(
    `${COUNT_VARIANTS} from sweep_runs cross join runs on runs.id = run_id where sweep_id = ?`,
  );

  const search = (query: RunQuery): number[] => {
    const { text, values } = searchSql(query);
    const statement = db.prepare<unknown[], number>(text).pluck();
    return /@now|@lost/.test(text)
      ? statement.all(values, bindings(text, query))
      : statement.all(values);
  };
  const load = (numbers: readonly number[]): RunRecord[] => {
    const byNumber = new Map(rows.all(JSON.stringify(numbers)).map((row) => [row.number, row]));
    return numbers.flatMap((number) => {
      const row = byNumber.get(number);
      return row ? [toRun(row)] : [];
    });
  };

  return {
    knownNames: (judge = null) => {
      const judges = [...(judge ? [{ metric: judge }] : []), ...names.judges()];
      const metrics = names.metrics().map((name) => ({ name, goal: goalOfMetric(name, judges) }));
      return { parameters: names.parameters(), metrics };
    },
    queryRuns: (query, { limit, offset } = ALL) => {
      const found = search(query);
      return { runs: load(found.slice(offset, offset + limit)), total: found.length };
    },
    runValues: (query, fields, { limit, offset } = ALL) => {
      const found = search(query).slice(offset, offset + limit);
      const few = found.length <= FEW_RUNS ? found : null;
      const read = readColumns([ID, ...fields], { ...query, runs: few });
      const [ids, ...columns] = read.map((values) => found.map((number) => values.get(number)));
      return { ids: ids as string[], columns }; // every run has an id
    },
    parameterSummaries: createParameterSummaries(connection),
    metricRanges: (sweepId) =>
      ranges.all({ sweepId }).map(({ name, runs, lowMin, lowMax, highMin, highMax }) => ({
        ...{ name, runs },
        lowest: { min: lowMin, max: lowMax },
        highest: { min: highMin, max: highMax },
      })),
    tagCounts: (sweepId) => tags.all({ sweepId }),
    variantCounts: (sweepId) => {
      const counts = sweepId === null ? variants.get() : variantsOfSweep.get(sweepId);
      return { variants: counts?.variants ?? 0, folded: counts?.folded === 1 };
    },
    firstRunNumber: (sweepId) => first.get(sweepId)?.number ?? null,
    countRuns: (sweepId) => {
      const counts = sweepId === null ? states.all() : statesOfSweep.all(sweepId);
      return {
        ...NO_STATES,
        ...Object.fromEntries(counts.map(({ state, runs }) => [state, runs])),
      };
    },
  };
}

const COUNT_VARIANTS =
  "select count(distinct variant) as variants, max(definition ->> '$.fold' is not null) as folded";

interface VariantRow {
  variants: number;
  folded: number | null;
}

interface RangeRow {
  name: string;
  runs: number;
  lowMin: number | null;
  lowMax: number | null;
  highMin: number | null;
  highMax: number | null;
}

const LOWEST = bestColumn("minimize");
const HIGHEST = bestColumn("maximize");
const METRIC_RANGES = `
  select name, count(*) as runs,
    min(${LOWEST}) as lowMin, max(${LOWEST}) as lowMax, min(${HIGHEST}) as highMin, max(${HIGHEST}) as highMax
  from series
  where count > 0 and (@sweepId is null or run_id in (
    select run_id from sweep_runs where sweep_id = @sweepId and current = 1))
  group by name order by name`;
