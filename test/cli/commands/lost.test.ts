import { expect, test } from "vitest";
import { lsCommand } from "../../../src/cli/commands/ls.js";
import { showCommand } from "../../../src/cli/commands/show.js";
import { createTerminal, DEAD_PID } from "./terminal.js";

const SECOND = 3_590_000;

function setUp(pid: number) {
  const terminal = createTerminal();
  terminal.addSweep("bn", [{ id: "44dd55ee66ff", state: "running", startedAt: SECOND }]);
  const process = { host: "here", bootId: "b", pid, startTime: 1 };
  terminal.store.setRunProcess("44dd55ee66ff", process, SECOND);
  return terminal;
}

test("`ls` and `show` call a run lost whose process is gone, say what goes on, and change nothing", async () => {
  const terminal = setUp(DEAD_PID);
  const { stdout: table } = await terminal.run(lsCommand, "bn");
  expect(table).toMatch(/44dd55ee66ff .* lost /);
  expect(table).toContain(
    "lost: recorded as running, but its process is gone; `sweep run` on its experiment or `sweep retry` takes",
  );
  const { stdout: page } = await terminal.run(showCommand, "44dd");
  expect(page).toMatch(
    /state +lost \(recorded as running, but its process is gone; .*`sweep retry` takes over .*\)/,
  );
  expect(page).not.toMatch(/^took /m); // nobody knows when it ended
  const { stdout: json } = await terminal.run(showCommand, "44dd", "--json");
  expect(JSON.parse(json)).toMatchObject({ lost: true, run: { state: "running" } });
  expect(terminal.store.getRun("44dd55ee66ff")?.state).toBe("running");
});

test("the filter language calls such a run lost, and no longer running", async () => {
  const terminal = setUp(DEAD_PID);
  const idsOf = async (...words: string[]) =>
    JSON.parse((await terminal.run(lsCommand, ...words, "--json")).stdout).runs.map(
      ({ id }: { id: string }) => id,
    );
  expect(await idsOf("--where", "state = lost")).toEqual(["44dd55ee66ff"]);
  expect(await idsOf("--state", "lost")).toEqual(["44dd55ee66ff"]);
  expect(await idsOf("--where", "state = running")).toEqual([]);
  const { stdout: csv } = await terminal.run(lsCommand, "--columns", "id,state", "--csv");
  expect(csv).toContain("44dd55ee66ff,lost");
});

test("a run whose process lives is running without an orchestrator, too, and `ls` and `show` say so", async () => {
  const terminal = setUp(1);
  const { stdout } = await terminal.run(lsCommand, "bn");
  expect(stdout).toMatch(/^running without an orchestrator, .* follows it on: 44dd55ee66ff$/m);
  const { stdout: page } = await terminal.run(showCommand, "44dd");
  expect(page).toMatch(/state +running \(without an orchestrator, .*\)/);
  expect(stdout).toMatch(/44dd55ee66ff .* running /);
  expect(stdout).not.toContain("lost");
});
