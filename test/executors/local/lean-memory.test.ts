import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { LEAN_HEAP, LEAN_MEMORY } from "../../../src/executors/local/lean-memory.js";
import { LocalExecutor } from "../../../src/executors/local/local-executor.js";
import { launchOf, temporaryRunsDir } from "../harness.js";
import { hostEntry } from "./host-entry.js";

const NAMES = Object.keys(LEAN_MEMORY);
afterEach(() => vi.unstubAllEnvs());

test("a trainer's process gives memory back to the system early", async () => {
  expect((await printed()).slice(0, -1)).toEqual(
    NAMES.map((name) => `${name}=${LEAN_MEMORY[name]}`),
  );
});

test("a trainer's process keeps a small space for young objects", async () => {
  expect((await printed()).at(-1)).toBe(`execArgv=${LEAN_HEAP.join(" ")}`);
});

test("what the user says of memory counts", async () => {
  vi.stubEnv("MALLOC_ARENA_MAX", "3");
  expect(await printed()).toContain("MALLOC_ARENA_MAX=3");
});

/** What a run's process finds in its environment. */
async function printed(): Promise<string[]> {
  const runsDir = temporaryRunsDir();
  const executor = new LocalExecutor({ runsDir, hostEntry });
  try {
    const environment = { PRINTED: NAMES.join() };
    const launch = launchOf(runsDir, "module print-environment", { environment });
    const execution = await executor.start(launch);
    expect(await execution.ended).toMatchObject({ report: { code: 0 } });
    return readFileSync(launch.paths.output, "utf8").trim().split("\n");
  } finally {
    await executor.close();
  }
}
