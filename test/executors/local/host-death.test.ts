import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { LocalExecutor } from "../../../src/executors/local/local-executor.js";
import { begun, isRunning, launchOf, temporaryRunsDir } from "../harness.js";
import { hostEntry } from "./host-entry.js";

it("tells that a module's process was killed from outside", async () => {
  const runsDir = temporaryRunsDir();
  const launch = launchOf(runsDir, "module forever");
  const execution = await new LocalExecutor({ runsDir, hostEntry }).start(launch);
  await begun(launch.paths);
  process.kill(execution.identity.pid, "SIGKILL");
  expect(await execution.ended).toEqual({
    report: null,
    code: null,
    signal: "SIGKILL",
    outOfMemory: false,
  });
});

it("ends a command whose host was killed, children and all", async () => {
  const runsDir = temporaryRunsDir();
  const launch = launchOf(runsDir, "command orphan-child");
  const execution = await new LocalExecutor({ runsDir, hostEntry }).start(launch);
  const sleeper = (await begun(launch.paths)).done;
  process.kill(execution.identity.pid, "SIGKILL");
  expect(await execution.ended).toMatchObject({ report: null, signal: "SIGKILL" });
  expect(isRunning(sleeper)).toBe(false);
});

it("tells that a command was killed although its host lives", async () => {
  const runsDir = temporaryRunsDir();
  const argv = ["sh", "-c", "kill -9 $$"];
  const launch = launchOf(runsDir, { kind: "command", argv, cwd: "/" });
  const execution = await new LocalExecutor({ runsDir, hostEntry }).start(launch);
  expect(await execution.ended).toMatchObject({
    report: { code: null, signal: "SIGKILL" },
    code: 137,
    outOfMemory: false,
  });
});

it.each([
  { free: 0, reason: /^could not start a process: EMFILE: too many open files, open / },
  { free: 1, reason: /^could not start a process: spawn \S+ EMFILE$/ },
])(
  "says why no process can be started, and can when that is over ($free files left)",
  ({ free, reason }) => {
    const runsDir = temporaryRunsDir();
    const task = JSON.stringify({ runsDir, launch: launchOf(runsDir, "module finish"), free });
    const script = fileURLToPath(new URL("crowded-orchestrator.mjs", import.meta.url));
    const limited = ["-c", 'ulimit -n 200; exec "$@"', "sh", process.execPath, script, task];
    const said = JSON.parse(execFileSync("sh", limited, { encoding: "utf8" }));
    expect(said.refusal).toEqual({ code: "environment", message: expect.stringMatching(reason) });
    expect(said.report).toMatchObject({ code: 0 });
    expect(readdirSync(join(runsDir, "spares"))).toEqual([]);
  },
);

it("says that sweep is not built when there is no host program", async () => {
  const runsDir = temporaryRunsDir();
  const missing = new URL("file:///nowhere/host.js");
  const executor = new LocalExecutor({ runsDir, hostEntry: missing });
  executor.warm({ kind: "command", argv: ["true"], cwd: "/" }, 1);
  await expect(executor.start(launchOf(runsDir, "command finish"))).rejects.toMatchObject({
    code: "environment",
    message:
      "local executor: expected the host program at /nowhere/host.js, found none (is sweep built?)",
  });
});
