/**
 * Requests to orchestrators. Invariants:
 *
 * 1. A request is answered once: by the orchestrator that took it, by its asker who withdraws it, or, when the sweep
 *    changes hands, by whoever takes or leaves it. After that nobody acts on it.
 * 2. Only a living orchestrator's requests are open: those that nobody may still take are `unanswered`.
 */
import { type ControlAction, type ControlAnswer, controlAnswer } from "../../core/control.js";
import type { ControlRequest } from "../../core/records.js";
import type { ControlStore } from "../store.js";
import type { Connection } from "./connection.js";
import { readOptionalJson } from "./json-column.js";

interface RequestRow {
  id: number;
  sweep_id: number;
  run_id: string | null;
  action: ControlAction;
  created_at: number;
  answer: string | null;
}

export function createControlStore({ db, write }: Connection): ControlStore {
  const add = db.prepare<[object], RequestRow>(`
    insert into control_requests (sweep_id, run_id, action, created_at)
    values (@sweepId, @runId, @action, @now) returning *`);
  const open = db.prepare<[number], RequestRow>(
    "select * from control_requests where sweep_id = ? and answer is null order by id",
  );
  const answer = db.prepare<[object]>(
    "update control_requests set answer = @answer where id = @id and answer is null",
  );
  const find = db.prepare<[number], Pick<RequestRow, "answer">>(
    "select answer from control_requests where id = ?",
  );

  return {
    addRequest: (request, now) =>
      write(() => toRequest(add.get({ ...request, now }) as RequestRow)), // "returning" gives a row
    openRequests: (sweepId) => open.all(sweepId).map(toRequest),
    answerRequest: (id, given) =>
      write(() => answer.run({ id, answer: JSON.stringify(given) }).changes === 1),
    answerOf: (id) => toAnswer(id, find.get(id)?.answer ?? null),
  };
}

/** Closes what is open of a sweep that changes hands; call it inside that transaction. */
export function createDismissRequests({ db }: Connection): (sweepId: number) => void {
  const answer = JSON.stringify({ type: "unanswered" } satisfies ControlAnswer);
  const dismiss = db.prepare<[object]>(
    "update control_requests set answer = @answer where sweep_id = @sweepId and answer is null",
  );
  return (sweepId) => void dismiss.run({ sweepId, answer });
}

function toRequest(row: RequestRow): ControlRequest {
  return {
    id: row.id,
    sweepId: row.sweep_id,
    runId: row.run_id,
    action: row.action,
    createdAt: row.created_at,
    answer: toAnswer(row.id, row.answer),
  };
}

function toAnswer(id: number, text: string | null): ControlAnswer | null {
  return readOptionalJson(controlAnswer, text, `control_requests.answer of ${id}`);
}
