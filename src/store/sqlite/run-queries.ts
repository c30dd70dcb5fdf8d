import type { RunStore } from "../store.js";
import type { Connection } from "./connection.js";
import { type AttemptRow, type RunRow, toAttempt, toRun } from "./run-row.js";

type RunQueries = Pick<
  RunStore,
  | "listSweepRuns"
  | "listRuns"
  | "sweepsOf"
  | "getRun"
  | "findRunIds"
  | "latestGeneration"
  | "listAttempts"
  | "runsSince"
  | "countChanged"
  | "latestRevision"
>;

const NO_LIMIT = -1; // SQLite's own word for it

/** Everything that reads runs. */
export function createRunQueries({ db }: Connection): RunQueries {
  const ofSweep = db.prepare<[object], RunRow>(`
    select runs.* from sweep_runs join runs on runs.id = sweep_runs.run_id
    where sweep_id = @sweepId and current >= @leastCurrent
    order by current desc, position, number`);
  const list = db.prepare<[object], RunRow>(`
    select * from runs
    where (@state is null or state = @state)
      and (@sweep is null or id in (
        select run_id from sweep_runs join sweeps on sweeps.id = sweep_id where sweeps.name = @sweep))
    order by created_at desc, number desc limit @limit offset @offset`);
  const sweeps = db.prepare<[string], { name: string }>(`
    select name from sweep_runs join sweeps on sweeps.id = sweep_id where run_id = ? order by name`);
  const get = db.prepare<[string], RunRow>("select * from runs where id = ?");
  const findIds = db.prepare<[object], { id: string }>(`
    select id from runs where id >= @prefix and substr(id, 1, length(@prefix)) = @prefix
    order by id limit @limit`);
  const generation = db.prepare<[string], { latest: number | null }>(
    "select max(generation) as latest from runs where key = ?",
  );
  const attempts = db.prepare<[string], AttemptRow>(
    "select * from attempts where run_id = ? order by attempt",
  );
  const since = db.prepare<[number, number], RunRow>(
    "select * from runs where revision > ? order by revision limit ?",
  );
  const changed = db
    .prepare<[object], number>(`
    select count(*) from runs where revision > @revision and (@sweepId is null or exists (
      select 1 from sweep_runs where sweep_id = @sweepId and run_id = runs.id))`)
    .pluck();
  const revision = db.prepare<[], { latest: number | null }>(
    "select max(revision) as latest from runs",
  );

  return {
    listSweepRuns: (sweepId, { all = false } = {}) =>
      ofSweep.all({ sweepId, leastCurrent: all ? 0 : 1 }).map(toRun),
    listRuns: ({ sweep = null, state = null, limit = NO_LIMIT, offset = 0 } = {}) =>
      list.all({ sweep, state, limit, offset }).map(toRun),
    sweepsOf: (runId) => sweeps.all(runId).map(({ name }) => name),
    getRun: (id) => {
      const row = get.get(id);
      return row ? toRun(row) : null;
    },
    findRunIds: (prefix, limit) => findIds.all({ prefix, limit }).map(({ id }) => id),
    latestGeneration: (key) => generation.get(key)?.latest ?? null,
    listAttempts: (runId) => attempts.all(runId).map(toAttempt),
    runsSince: (after, limit) => since.all(after, limit).map(toRun),
    countChanged: (revision, sweepId) => changed.get({ revision, sweepId }) ?? 0,
    latestRevision: () => revision.get()?.latest ?? 0,
  };
}
