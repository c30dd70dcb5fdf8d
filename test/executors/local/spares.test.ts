import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LocalExecutor } from "../../../src/executors/local/local-executor.js";
import { launchOf, program, temporaryRunsDir, until } from "../harness.js";
import { hostEntry } from "./host-entry.js";

let runsDir: string;
let executor: LocalExecutor;
const spares = () => readdirSync(join(runsDir, "spares"));
const commandLines = () =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ pid: Number(pid), text: commandLineOf(pid) }))
    .filter(({ text }) => text.includes(`\0${runsDir}/spares/`));

beforeEach(() => {
  runsDir = temporaryRunsDir();
  executor = new LocalExecutor({ runsDir, hostEntry });
});
afterEach(() => executor.close());

it("keeps as many spares as it was last told", async () => {
  executor.warm(program("module finish"), 3);
  expect(spares()).toHaveLength(3);
  executor.warm(program("module finish"), 1);
  await until(() => spares().length === 1);
  executor.warm(program("module finish"), 0);
  await until(() => spares().length === 0);
});

it("starts a run in a spare and puts a new one in its place", async () => {
  executor.warm(program("module finish"), 1);
  const [before] = commandLines();
  const execution = await executor.start(launchOf(runsDir, "module finish"));
  expect(execution.identity.pid).toBe(before?.pid);
  expect(spares()).toHaveLength(1);
  expect(await execution.ended).toMatchObject({ report: { code: 0 } });
});

it("uses a spare for any command, but for no other module", async () => {
  executor.warm(program("command finish"), 1);
  executor.warm(program("module throw"), 1);
  const command = commandLines().find(({ text }) => !text.includes("throw.mjs"));
  const run = await executor.start(launchOf(runsDir, "command crash", { runId: "a" }));
  expect(run.identity.pid).toBe(command?.pid);
  const known = commandLines().map(({ pid }) => pid);
  const other = await executor.start(launchOf(runsDir, "module finish", { runId: "b" }));
  expect(known).not.toContain(other.identity.pid);
  expect(await run.ended).toMatchObject({ report: { code: 3 } });
  expect(await other.ended).toMatchObject({ report: { code: 0 } });
});

it("passes over a spare that has died", async () => {
  executor.warm(program("module finish"), 1);
  const [spare] = commandLines();
  process.kill(spare?.pid ?? 0, "SIGKILL");
  await until(() => commandLines().length === 0);
  const execution = await executor.start(launchOf(runsDir, "module finish"));
  expect(await execution.ended).toMatchObject({ report: { code: 0 } });
});

it("captures what a spare printed before it was launched", async () => {
  executor.warm(program("module print-on-import"), 1);
  const log = join(runsDir, "spares", spares()[0] ?? "");
  await until(() => readFileSync(log, "utf8") !== "");
  const launch = launchOf(runsDir, "module print-on-import");
  await (await executor.start(launch)).ended;
  expect(existsSync(log)).toBe(false);
  expect(readFileSync(launch.paths.output, "utf8")).toBe("imported\nran\n");
});

it("ends all spares when it is closed, and removes their logs", async () => {
  executor.warm(program("module slow-start"), 2);
  executor.warm(program("command finish"), 1);
  expect(commandLines()).toHaveLength(3);
  await executor.close();
  expect(commandLines()).toEqual([]);
  expect(spares()).toEqual([]);
});

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // it ended while we looked
  }
}
