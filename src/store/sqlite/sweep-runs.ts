import { SweepError } from "../../core/errors.js";
import { variantOf } from "../../core/variant.js";
import type { NewRun, RunStore } from "../store.js";
import type { Connection } from "./connection.js";
import { NEXT_REVISION } from "./revision.js";
import { createSaveParams } from "./run-params.js";

/** Which runs a sweep has. Linking does not change a run: its revision stays. */
export function createSweepRuns(connection: Connection): Pick<RunStore, "setSweepRuns"> {
  const { db, write } = connection;
  const saveParams = createSaveParams(connection);
  const unlist = db.prepare<[number]>("update sweep_runs set current = 0 where sweep_id = ?");
  const keyOf = db.prepare<[string], { key: string }>("select key from runs where id = ?");
  const create = db.prepare<[object]>(`
    insert into runs (id, key, generation, name, definition, variant, state, created_at, revision)
    values (@id, @key, @generation, @name, @definition, @variant, 'queued', @now, ${NEXT_REVISION})`);
  const link = db.prepare<[object]>(`
    insert into sweep_runs (sweep_id, run_id, position, current) values (@sweepId, @runId, @position, 1)
    on conflict (sweep_id, run_id) do update set position = excluded.position, current = 1`);
  const touch = db.prepare<[object]>("update sweeps set updated_at = @now where id = @sweepId");

  const ensure = (run: NewRun, now: number) => {
    const known = keyOf.get(run.id);
    if (known) requireKey(run, known.key);
    else {
      const { definition } = run;
      const texts = { definition: JSON.stringify(definition), variant: variantOf(definition) };
      create.run({ ...run, ...texts, now });
      saveParams(run.id, definition.parameters);
    }
  };

  return {
    setSweepRuns: (sweepId, runs, now) => {
      write(() => {
        unlist.run(sweepId);
        runs.forEach((run, position) => {
          ensure(run, now);
          link.run({ sweepId, runId: run.id, position });
        });
        touch.run({ sweepId, now });
      });
    },
  };
}

/** Ids are abbreviated hashes: two different runs may, very rarely, get the same one. */
function requireKey(run: NewRun, known: string): void {
  if (run.key === known) return;
  throw new SweepError(
    "conflict",
    `run ${run.id}: expected key ${known}, as the store has it, got ${run.key}: two different runs share an id`,
  );
}
