/**
 * Changes of a run's state. Invariants (with core/run-state.ts):
 *
 * 1. Every change is one UPDATE whose WHERE names the state it starts from; where it changed no row, nothing else is done.
 * 2. The run and its attempt's row change in the same transaction: `attempts` has a row for each of 1…runs.attempt, and
 *    only the last row of a running run has no end.
 * 3. `process`, `heartbeat_at` and `paused_at` are set while running only; `ended_at` in an end state only.
 */
import type { Outcome } from "../../core/outcome.js";
import type { AttemptEnd, RunStore } from "../store.js";
import type { Connection } from "./connection.js";
import { NEXT_REVISION } from "./revision.js";

type RunChanges = Pick<
  RunStore,
  | "claimRun"
  | "setRunProcess"
  | "heartbeat"
  | "endRun"
  | "requeueRun"
  | "reopenRun"
  | "withdrawRun"
  | "pauseRun"
  | "resumeRun"
>;

const WITHDRAWN = JSON.stringify({ type: "cancelled", by: "user" } satisfies Outcome);

export function createRunChanges({ db, write }: Connection): RunChanges {
  const claim = db.prepare<[object]>(`
    update runs set state = 'running', attempt = attempt + 1, progress = null, summary = '{}', event_offset = 0,
      started_at = @now, heartbeat_at = @now, paused_ms = 0, revision = ${NEXT_REVISION}
    where id = @id and state = 'queued'`);
  const forget = ["series", "artifacts"].map((table) =>
    db.prepare<[string]>(`delete from ${table} where run_id = ?`),
  );
  const beginAttempt = db.prepare<[object]>(`
    insert into attempts (run_id, attempt, started_at) select id, attempt, @now from runs where id = @id`);
  const setProcess = db.prepare<[object]>(`
    update runs set process = @process, heartbeat_at = @now, revision = ${NEXT_REVISION}
    where id = @id and state = 'running'`);
  const setAttemptProcess = db.prepare<[object]>(`
    update attempts set process = @process
    where run_id = @id and attempt = (select attempt from runs where id = @id)`);
  const beat = db.prepare<[object]>(`
    update runs set heartbeat_at = @now, revision = ${NEXT_REVISION} where id = @id and state = 'running'`);
  const end = db.prepare<[object]>(`
    update runs set state = @state, outcome = @outcome, ended_at = @endedAt, process = null, heartbeat_at = null,
      paused_ms = paused_ms + coalesce(@now - paused_at, 0), paused_at = null, revision = ${NEXT_REVISION}
    where id = @id and state = 'running'`);
  const endAttempt = db.prepare<[object]>(`
    update attempts set ended_at = @now, outcome = @outcome, max_rss_bytes = @maxRssBytes, cpu_seconds = @cpuSeconds
    where run_id = @id and attempt = (select attempt from runs where id = @id)`);
  const reopen = db.prepare<[object]>(`
    update runs set state = 'queued', ended_at = null, revision = ${NEXT_REVISION}
    where id = @id and state in ('failed', 'cancelled')`);
  const withdraw = db.prepare<[object]>(`
    update runs set state = 'cancelled', outcome = @outcome, ended_at = @now, revision = ${NEXT_REVISION}
    where id = @id and state = 'queued'`);
  const pause = db.prepare<[object]>(`
    update runs set paused_at = @now, revision = ${NEXT_REVISION}
    where id = @id and state = 'running' and paused_at is null`);
  const resume = db.prepare<[object]>(`
    update runs set paused_ms = paused_ms + (@now - paused_at), paused_at = null, revision = ${NEXT_REVISION}
    where id = @id and paused_at is not null`);

  const leaveRunning = (id: string, state: string, { outcome, ...cost }: AttemptEnd, now: number) =>
    write(() => {
      const values = { id, outcome: JSON.stringify(outcome), now, ...cost };
      const endedAt = state === "queued" ? null : now;
      if (end.run({ id, state, outcome: values.outcome, endedAt, now }).changes === 0) return false;
      endAttempt.run(values);
      return true;
    });

  return {
    claimRun: (id, now) =>
      write(() => {
        if (claim.run({ id, now }).changes === 0) return false;
        for (const statement of forget) statement.run(id);
        beginAttempt.run({ id, now });
        return true;
      }),
    setRunProcess: (id, process, now) => {
      write(() => {
        const values = { id, process: JSON.stringify(process) };
        if (setProcess.run({ ...values, now }).changes === 1) setAttemptProcess.run(values);
      });
    },
    heartbeat: (ids, now) => {
      write(() => {
        for (const id of ids) beat.run({ id, now });
      });
    },
    endRun: leaveRunning,
    requeueRun: (id, attemptEnd, now) => leaveRunning(id, "queued", attemptEnd, now),
    reopenRun: (id) => write(() => reopen.run({ id }).changes === 1),
    withdrawRun: (id, now) =>
      write(() => withdraw.run({ id, now, outcome: WITHDRAWN }).changes === 1),
    pauseRun: (id, now) => write(() => pause.run({ id, now }).changes === 1),
    resumeRun: (id, now) => write(() => resume.run({ id, now }).changes === 1),
  };
}
