import { SweepError } from "../../core/errors.js";
import type { Connection } from "./connection.js";

/** Call it inside the transaction that refers to the run. @throws SweepError("not-found") when there is no such run. */
export type RequireRun = (runId: string) => void;

export function createRequireRun({ db }: Connection): RequireRun {
  const find = db.prepare<[string]>("select 1 from runs where id = ?");
  return (runId) => {
    if (find.get(runId) !== undefined) return;
    throw new SweepError(
      "not-found",
      `run ${runId}: expected a run of this store, got none of that id`,
    );
  };
}
