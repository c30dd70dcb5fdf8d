import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { canTransition, hasEnded, type RunState } from "../../../src/core/run-state.js";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import type { Store } from "../../../src/store/store.js";
import { batch, CRASHED, FINISHED, identity, newRun, newSweep, point } from "../examples.js";
import { temporaryStoreFile } from "../temporary.js";

const temporary = temporaryStoreFile();
let connections: [Store, Store];
beforeAll(() => {
  const open = () => openSqliteStore({ file: temporary.file });
  connections = [open(), open()];
});
afterAll(() => {
  for (const store of connections) store.close();
  temporary.remove();
});

/** A call that wants to change a run's state, from where to where. */
interface Change {
  to: RunState;
  from: readonly RunState[];
  make(store: Store, id: string, now: number): boolean;
}

const CHANGES: Record<string, Change> = {
  claim: { from: ["queued"], to: "running", make: (store, id, now) => store.claimRun(id, now) },
  finish: {
    ...{ from: ["running"], to: "finished" },
    make: (store, id, now) => store.endRun(id, "finished", FINISHED, now),
  },
  fail: {
    ...{ from: ["running"], to: "failed" },
    make: (store, id, now) => store.endRun(id, "failed", CRASHED, now),
  },
  cancel: {
    ...{ from: ["running"], to: "cancelled" },
    make: (store, id, now) =>
      store.endRun(
        id,
        "cancelled",
        { ...CRASHED, outcome: { type: "cancelled", by: "user" } },
        now,
      ),
  },
  requeue: {
    ...{ from: ["running"], to: "queued" },
    make: (store, id, now) => store.requeueRun(id, CRASHED, now),
  },
  reopen: {
    ...{ from: ["failed", "cancelled"], to: "queued" },
    make: (store, id, now) => store.reopenRun(id, now),
  },
  withdraw: {
    ...{ from: ["queued"], to: "cancelled" },
    make: (store, id, now) => store.withdrawRun(id, now),
  },
};

/** Calls that belong to a running attempt and must do nothing to any other. */
const REPORTS: Record<string, (store: Store, id: string, attempt: number, now: number) => void> = {
  heartbeat: (store, id, _attempt, now) => store.heartbeat([id], now),
  process: (store, id, _attempt, now) => store.setRunProcess(id, identity(now), now),
  ingest: (store, id, attempt, now) => {
    store.ingest(batch(id, now, { attempt, metrics: [point(now, now)] }), now);
  },
};

/** What must hold of a run at any time. */
function expectInvariants(store: Store, id: string): void {
  const run = store.getRun(id);
  const attempts = store.listAttempts(id);
  if (run === null) throw new Error(`expected run ${id}, got none`);
  const running = run.state === "running";
  expect(attempts.map(({ attempt }) => attempt)).toEqual(
    Array.from({ length: run.attempt }, (_, i) => i + 1),
  );
  expect(attempts.map(({ endedAt }) => endedAt === null)).toEqual(
    attempts.map((_, i) => running && i === attempts.length - 1),
  );
  expect(run.heartbeatAt !== null).toBe(running);
  expect(run.endedAt !== null).toBe(hasEnded(run.state));
  if (!running) {
    expect(run.process).toBeNull();
    expect(run.pausedAt).toBeNull();
    const withdrawn = { type: "cancelled", by: "user" }; // without an attempt
    const last = attempts.at(-1)?.outcome ?? null;
    expect([last, withdrawn]).toContainEqual(run.outcome);
  }
}

it("only knows changes of state that the state machine allows", () => {
  for (const { from, to } of Object.values(CHANGES)) {
    for (const state of from) expect(canTransition(state, to)).toBe(true);
  }
});

it("keeps to the state machine whatever two connections ask for in whatever order", () => {
  const call = fc.record({
    connection: fc.constantFrom<0 | 1>(0, 1),
    name: fc.constantFrom(...Object.keys(CHANGES), ...Object.keys(REPORTS)),
    run: fc.constantFrom(0, 1),
  });
  let [created, now] = [0, 100];
  fc.assert(
    fc.property(fc.array(call, { maxLength: 40 }), (calls) => {
      const [first] = connections;
      const ids = [`r${created++}`, `r${created++}`] as const;
      const { id: sweepId } = first.saveSweep(newSweep({ name: ids[0] }), now);
      first.setSweepRuns(
        sweepId,
        ids.map((id) => newRun(id)),
        now,
      );
      const model = ids.map((): { state: RunState; attempt: number } => ({
        state: "queued",
        attempt: 0,
      }));

      for (const { connection, name, run } of calls) {
        const [store, other] = [connections[connection], connections[1 - connection] as Store];
        const id = ids[run] as string;
        const known = model[run] as { state: RunState; attempt: number };
        const before = other.getRun(id);
        const change = CHANGES[name];
        now++;
        if (change) {
          const allowed = change.from.includes(known.state);
          expect(change.make(store, id, now)).toBe(allowed);
          if (allowed) known.state = change.to;
          if (allowed && change.to === "running") known.attempt++;
        } else REPORTS[name]?.(store, id, known.attempt, now);

        const after = other.getRun(id);
        expect(after).toMatchObject(known);
        const changed = change
          ? change.from.includes(before?.state as RunState)
          : known.state === "running";
        if (changed) expect(after?.revision).toBeGreaterThan(before?.revision ?? 0);
        else expect(after).toEqual(before);
        expectInvariants(other, id);
      }
    }),
    { numRuns: 100 },
  );
});
