import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { SystemUse } from "../../src/api/system.js";
import { runPaths } from "../../src/protocol/run-paths.js";
import { systemRoute } from "../../src/server/routes/system.js";
import { DEMO_RUNS } from "../fixtures/demo-store.js";
import { ENVIRONMENT } from "../scheduler/harness.js";
import { type Demo, openDemo } from "./demo.js";

let demo: Demo;
beforeAll(() => {
  demo = openDemo();
});
afterAll(() => demo.remove());

async function getSystem(id: string, query: object = {}): Promise<SystemUse> {
  const reply = await systemRoute(demo.deps).handle({ params: { id }, query });
  if (reply.type !== "json") throw new Error(`expected JSON, got ${reply.type}`);
  return reply.value as SystemUse;
}

it("gives CPU and memory over time, and of what machine", async () => {
  const paths = runPaths(demo.runsDir, DEMO_RUNS.plain);
  writeFileSync(paths.system, '{"time":1,"cpu":0.5,"rss":10}\n{"time":2,"cpu":1,"rss":20}\n{"ti');
  writeFileSync(paths.environment, JSON.stringify(ENVIRONMENT));
  expect(await getSystem(DEMO_RUNS.plain)).toEqual({
    attempt: 1,
    times: [1, 2],
    cpu: [0.5, 1],
    rss: [10, 20],
    cores: 2,
    memoryBytes: 8e9,
    missing: null,
  });
});

it("gives those of an earlier attempt", async () => {
  const { store } = demo.deps;
  store.reopenRun(DEMO_RUNS.failed, 1);
  store.claimRun(DEMO_RUNS.failed, 2);
  const first = runPaths(runPaths(demo.runsDir, DEMO_RUNS.failed).attempts, "1");
  mkdirSync(first.dir, { recursive: true });
  writeFileSync(first.system, '{"time":3,"cpu":2,"rss":30}\n');
  expect(await getSystem(DEMO_RUNS.failed, { attempt: "1" })).toMatchObject({
    attempt: 1,
    cpu: [2],
  });
  expect(await getSystem(DEMO_RUNS.failed)).toMatchObject({ attempt: 2, cpu: [] });
});

it("says why there is nothing", async () => {
  expect(await getSystem(DEMO_RUNS.both)).toMatchObject({
    times: [],
    missing: "the run has not begun",
  });
  expect((await getSystem(DEMO_RUNS.augmented)).missing).toBe("nothing was measured yet");
  expect((await getSystem(DEMO_RUNS.batchNorm)).missing).toMatch(/^nothing was recorded: /);
  await expect(getSystem(DEMO_RUNS.plain, { attempt: "2" })).rejects.toThrow(
    `attempt: run ${DEMO_RUNS.plain} has 1, got 2`,
  );
});
