import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, test, vi } from "vitest";
import { logsCommand } from "../../../src/cli/commands/logs.js";
import { identify } from "../../../src/executors/local/process-table.js";
import { runPaths } from "../../../src/protocol/run-paths.js";
import { START } from "../../selection/workspace.js";
import { createTerminal, type Terminal } from "./terminal.js";

const ID = "8c1dfe02ab34";
const OUTCOME = { outcome: { type: "finished" }, maxRssBytes: null, cpuSeconds: null } as const;
const CRASH = { ...OUTCOME, outcome: { type: "exit-code", code: 1 } } as const;

function setUp(state: "queued" | "running" | "finished" = "finished") {
  const terminal = createTerminal();
  terminal.addSweep("digits", [{ id: ID, state }]);
  const paths = runPaths(terminal.runsDir, ID);
  mkdirSync(paths.dir, { recursive: true });
  return { ...terminal, paths, log: (text: string) => appendFileSync(paths.output, text) };
}

/** Runs `logs` with these arguments; what it has written so far can be looked at while it runs. */
function start(terminal: Terminal, ...args: string[]) {
  const output = { stdout: "", stderr: "" };
  const collect = (name: keyof typeof output) =>
    new PassThrough().on("data", (chunk) => {
      output[name] += chunk;
    });
  const context = terminal.context({ stdout: collect("stdout"), stderr: collect("stderr") });
  const done = logsCommand(context).parseAsync(args, { from: "user" });
  return { output, done };
}

test("the whole log is printed, or its last lines", async () => {
  const { run, log } = setUp();
  log("one\ntwo\nthree\n");
  expect((await run(logsCommand, ID)).stdout).toBe("one\ntwo\nthree\n");
  expect((await run(logsCommand, ID, "-n", "2")).stdout).toBe("two\nthree\n");
  expect((await run(logsCommand, ID, "-n", "9")).stdout).toBe("one\ntwo\nthree\n");
});

test("the last lines of a long log are found across blocks, also without a final newline", async () => {
  const { run, log } = setUp();
  const lines = Array.from({ length: 20_000 }, (_, i) => `line ${i}`);
  log(lines.join("\n"));
  expect((await run(logsCommand, ID, "-n", "15000")).stdout).toBe(lines.slice(-15_000).join("\n"));
});

test("an earlier attempt's log is printed on request", async () => {
  const { run, store, paths, log } = setUp("running");
  store.requeueRun(ID, CRASH, START);
  store.claimRun(ID, START);
  mkdirSync(join(paths.attempts, "1"), { recursive: true });
  appendFileSync(join(paths.attempts, "1", "output.log"), "first\n");
  log("second\n");
  expect((await run(logsCommand, ID, "--attempt", "1")).stdout).toBe("first\n");
  expect((await run(logsCommand, ID, "--attempt", "2")).stdout).toBe("second\n");
  expect((await run(logsCommand, ID)).stdout).toBe("second\n");
  await expect(run(logsCommand, ID, "--attempt", "3")).rejects.toThrow(
    `run ${ID} has had 2 attempts: there is no attempt 3`,
  );
});

test("a run that has written nothing says so on stderr", async () => {
  expect(await setUp("queued").run(logsCommand, ID)).toEqual({
    stdout: "",
    stderr: `Run ${ID} has written nothing: it is queued.\n`,
  });
});

test("following goes on from the last lines until the run has ended", async () => {
  const terminal = setUp("running");
  terminal.log("one\ntwo\n");
  const { output, done } = start(terminal, ID, "-f", "-n", "1");
  await vi.waitFor(() => expect(output.stdout).toBe("two\n"));
  terminal.log("three\n");
  await vi.waitFor(() => expect(output.stdout).toBe("two\nthree\n"));
  terminal.log("four\n");
  terminal.store.endRun(ID, "finished", OUTCOME, START);
  await done;
  expect(output).toEqual({ stdout: "two\nthree\nfour\n", stderr: "" });
});

test("following waits for a run that is queued, and survives a retry without losing a line", async () => {
  const terminal = setUp("queued");
  const { store, paths, log } = terminal;
  const { output, done } = start(terminal, ID, "--follow");
  store.claimRun(ID, START);
  log("first\n");
  await vi.waitFor(() => expect(output.stdout).toBe("first\n"));
  log("last words\n");
  store.requeueRun(ID, CRASH, START);
  store.claimRun(ID, START);
  putAside(paths.output, join(paths.attempts, "1", "output.log"));
  log("second\n");
  await vi.waitFor(() => expect(output.stdout).toContain("second\n"));
  store.endRun(ID, "finished", OUTCOME, START);
  await done;
  expect(output).toEqual({ stdout: "first\nlast words\nsecond\n", stderr: "(attempt 2)\n" });
});

test("following ends when the run's process is gone and nobody records its end", async () => {
  const terminal = setUp("running");
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  await once(child, "spawn");
  terminal.store.setRunProcess(ID, identify(child.pid ?? 0), START);
  terminal.log("one\n");
  const { output, done } = start(terminal, ID, "-f");
  await vi.waitFor(() => expect(output.stdout).toBe("one\n"));
  child.kill("SIGKILL");
  await done;
  expect(output.stderr).toBe(
    `the process of run ${ID} is gone, and no orchestrator has recorded its end: \`sweep run\` on its experiment does\n`,
  );
});

function putAside(file: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  renameSync(file, target);
}
