import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { OomWatch } from "../../../src/executors/local/oom.js";
import { launchOf, temporaryRunsDir, until } from "../harness.js";
import { startOrchestrator } from "./orchestrator.js";

describe("OomWatch", () => {
  it("explains one end for each kill that the kernel has counted", () => {
    let kills = 4;
    const watch = new OomWatch(() => kills);
    const since = watch.total;
    expect(watch.explains(since)).toBe(false);
    kills = 6;
    expect([1, 2, 3].map(() => watch.explains(since))).toEqual([true, true, false]);
  });

  it("does not blame a kill that was counted before the run began", () => {
    let kills = 0;
    const watch = new OomWatch(() => kills);
    kills = 1;
    expect(watch.explains(watch.total)).toBe(false);
  });

  it("explains nothing where there is no counter", () => {
    const watch = new OomWatch(() => null);
    expect(watch.explains(watch.total)).toBe(false);
  });
});

const group = `/sys/fs/cgroup/memory/sweep-test-${process.pid}`;
const LIMIT_BYTES = 300 * 1024 * 1024; // room for the orchestrator and the host, not for the trainer

describe.skipIf(!canMakeGroup())("in a control group with a memory limit (needs root, v1)", () => {
  it.each(["module eat-memory", "command eat-memory"] as const)(
    "an out-of-memory kill is told apart: %s",
    async (behaviour) => {
      mkdirSync(group);
      onTestFinished(() => until(() => removeGroup()).then(() => {}));
      writeFileSync(`${group}/memory.limit_in_bytes`, String(LIMIT_BYTES));
      const runsDir = temporaryRunsDir();
      const launch = launchOf(runsDir, behaviour);
      const enter = ["sh", "-c", `echo $$ > ${group}/tasks; exec "$@"`, "sh"];
      const orchestrator = await startOrchestrator({ runsDir, launch, untilEnd: true }, enter);
      const end = JSON.parse(orchestrator.said);
      orchestrator.process.kill("SIGKILL");
      expect(end.report?.signal ?? end.signal).toBe("SIGKILL");
      expect(end.outOfMemory).toBe(true);
      expect(readFileSync(launch.paths.output, "utf8")).toBe("");
    },
  );
});

function canMakeGroup(): boolean {
  if (!existsSync("/sys/fs/cgroup/memory/memory.oom_control")) return false;
  try {
    mkdirSync(group);
    rmdirSync(group);
    return true;
  } catch {
    return false; // not root, or read-only
  }
}

function removeGroup(): boolean {
  try {
    rmdirSync(group);
    return true;
  } catch {
    return false; // somebody is still in it
  }
}
