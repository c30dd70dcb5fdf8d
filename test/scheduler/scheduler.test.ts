import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { RunRecord } from "../../src/core/records.js";
import { createSweep, createWorld, fixtureRun } from "./harness.js";

describe("the scheduler", () => {
  let world: ReturnType<typeof createWorld>;
  beforeEach(() => {
    world = createWorld();
  });
  const stateOf = (id: string) => world.store.getRun(id)?.state;

  it("runs everything, and a run that crashes, floods or reports nonsense touches no other", async () => {
    const fixtures = ["finish", "crash", "segfault", "bad-lines", "flood-metrics", "partial-line"];
    const { scheduler, events } = createSweep(
      world,
      fixtures.map((name) => fixtureRun(name)),
    );
    const result = await scheduler.run();
    expect(result).toEqual({ finished: 4, failed: 2, cancelled: 0, queued: 0, cached: 0 });
    const outcomes = world.store
      .listRuns()
      .map(({ id, outcome }) => [id.replace("-", ""), outcome]);
    expect(Object.fromEntries(outcomes)).toMatchObject({
      finish: { type: "finished" },
      crash: { type: "exit-code", code: 3 },
      segfault: { type: "signal" },
    });
    expect(
      world.store.summaries(["flood-metrics-"]).get("flood-metrics-")?.[0]?.count,
    ).toBeGreaterThan(1_000);
    const warnings = events.flatMap((event) => (event.type === "warning" ? [event] : []));
    expect(warnings.filter(({ runId }) => runId === "bad-lines-")).toHaveLength(4); // its lines that are not empty
    expect(world.store.listArtifacts("finish-")).toMatchObject([
      { path: "model.txt", kind: "model", bytes: 8 },
    ]);
  });

  it("keeps finished runs and runs only what is missing when it is asked again", async () => {
    const runs = [fixtureRun("finish"), fixtureRun("crash")];
    await createSweep(world, runs).scheduler.run();
    const again = createSweep(world, [...runs, fixtureRun("finish", { x: 2 })]);
    expect(await again.scheduler.run()).toMatchObject({ finished: 2, failed: 1, cached: 1 });
    const started = again.events.flatMap((event) =>
      event.type === "started" ? [event.run.id] : [],
    );
    expect(started.sort()).toEqual(["crash-", "finish-2"]);
    expect(world.store.listAttempts("finish-")).toHaveLength(1);
    expect(world.store.listAttempts("crash-")).toHaveLength(2);
  });

  it("tries a failed run again as often as allowed, and keeps every cause", async () => {
    const { scheduler, events } = createSweep(
      world,
      [fixtureRun("fails-once"), fixtureRun("crash")],
      {
        retries: 1,
      },
    );
    expect(await scheduler.run()).toMatchObject({ finished: 1, failed: 1 });
    expect(world.store.listAttempts("fails-once-").map(({ outcome }) => outcome?.type)).toEqual([
      "exit-code",
      "finished",
    ]);
    expect(world.store.listAttempts("crash-")).toHaveLength(2);
    expect(world.store.curve("fails-once-", "accuracy").map(({ value }) => value)).toEqual([2]);
    const retried = events.filter((event) => event.type === "ended" && event.retrying);
    expect(retried).toHaveLength(2);
    const aside = join(world.runsDir, "fails-once-", "attempts", "1", "events.jsonl");
    expect(readFileSync(aside, "utf8")).toContain('"accuracy":1');
  });

  it("does not take an earlier attempt's ending for that of one whose orchestrator died before it began", async () => {
    const { store } = world;
    const runs = [fixtureRun("crash")];
    await createSweep(world, runs).scheduler.run();
    store.reopenRun("crash-", Date.now());
    store.claimRun("crash-", Date.now()); // and nothing more: the folder is still the first attempt's
    await createSweep(world, runs).scheduler.run();
    const outcomes = store.listAttempts("crash-").map(({ outcome }) => outcome?.type);
    expect(outcomes).toEqual(["exit-code", "lost", "exit-code"]);
  });

  it("ends a run that takes longer than allowed, and goes on", async () => {
    const { scheduler } = createSweep(world, [fixtureRun("forever"), fixtureRun("finish")], {
      concurrency: 1,
      timeoutMs: 300,
    });
    expect(await scheduler.run()).toMatchObject({ finished: 1, failed: 1 });
    expect(world.store.getRun("forever-")?.outcome).toEqual({ type: "timeout", afterMs: 300 });
  });

  it("drains: what runs may finish, nothing new is started", async () => {
    const gate = createGate();
    const runs = [1, 2, 3, 4].map((x) => fixtureRun("gated", { x }));
    const { scheduler, next } = createSweep(world, runs);
    process.env.GATE = gate.folder;
    const running = scheduler.run();
    await next("started");
    await next("started");
    scheduler.stop("drain");
    gate.open();
    expect(await running).toMatchObject({ finished: 2, queued: 2, failed: 0 });
    expect(gate.started()).toHaveLength(2);
  });

  it("stops now: every process is gone, and the next time the rest is run", async () => {
    const gate = createGate();
    const runs = [1, 2, 3].map((x) => fixtureRun("gated", { x }));
    const { scheduler, next } = createSweep(world, runs);
    process.env.GATE = gate.folder;
    const running = scheduler.run();
    await next("started");
    await next("started");
    scheduler.stop("now", { graceMs: 100 });
    expect(await running).toMatchObject({ finished: 0, cancelled: 2, queued: 1 });
    gate.open();
    const again = createSweep(world, runs);
    expect(await again.scheduler.run()).toMatchObject({ finished: 3, cancelled: 0, queued: 0 });
  });

  it("stops the sweep when the program cannot be started at all", async () => {
    const runs = [1, 2, 3].map((x) => fixtureRun("finish", { x }));
    const { scheduler, events } = createSweep(world, runs, {
      concurrency: 1,
      programOf: () => ({ kind: "command", argv: ["no-such-program"], cwd: world.runsDir }),
    });
    expect(await scheduler.run()).toMatchObject({ failed: 1, queued: 2 });
    expect(events.filter(({ type }) => type === "warning" || type === "stopping")).toMatchObject([
      { message: expect.stringMatching(/^no more runs are started: could not start: command: /) },
    ]);
    expect(world.store.getRun("finish-1")?.outcome).toMatchObject({ type: "not-started" });
  });

  it("asks a sampler that learns for one run after another, and goes on from those there are", async () => {
    const seen: number[] = [];
    const propose = (limit: number) => (runs: readonly RunRecord[]) => {
      seen.push(runs.filter(({ state }) => state === "finished").length);
      return runs.length < limit ? fixtureRun("finish", { x: runs.length }) : null;
    };
    const first = createSweep(world, [], { concurrency: 1, propose: propose(2) });
    expect(await first.scheduler.run()).toMatchObject({ finished: 2 });
    expect(seen).toEqual([0, 1, 2]);
    const known = [fixtureRun("finish", { x: 0 }), fixtureRun("finish", { x: 1 })];
    const second = createSweep(world, known, { concurrency: 1, propose: propose(3) });
    expect(await second.scheduler.run()).toMatchObject({ finished: 3, cached: 2 });
  });

  it("waits for a run that another living orchestrator trains, instead of training it twice", async () => {
    const gate = createGate();
    process.env.GATE = gate.folder;
    const shared = [fixtureRun("gated", { x: 1 })];
    const one = createSweep(world, shared, { name: "one" });
    const first = one.scheduler.run();
    await one.next("started");
    const two = createSweep(world, shared, { name: "two" });
    const second = two.scheduler.run();
    gate.open();
    await Promise.all([first, second]);
    expect(stateOf("gated-1")).toBe("finished");
    expect(gate.started()).toEqual(["1"]);
  });
});

function createGate() {
  const folder = mkdtempSync(join(tmpdir(), "sweep-gate-"));
  const started = join(folder, "started");
  return {
    folder,
    open: () => writeFileSync(join(folder, "open"), ""),
    started: () => (existsSync(started) ? readFileSync(started, "utf8").trim().split("\n") : []),
  };
}
