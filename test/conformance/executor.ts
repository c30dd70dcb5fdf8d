import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Executor, Launch } from "../../src/executors/executor.js";
import {
  type Behaviour,
  begun,
  eventsOf,
  isRunning,
  type LaunchOptions,
  launchOf,
  program,
  readReport,
  stateOf,
  temporaryRunsDir,
  until,
} from "../executors/harness.js";

const KINDS = ["module", "command"] as const;
const PATIENT_MS = 20_000; // a grace that no test should need
const IMPATIENT_MS = 100;

/** What every executor must do. `create` is given the runs folder, and a short grace for timeouts. */
export function executorConformance(
  name: string,
  create: (options: { runsDir: string; timeoutGraceMs: number }) => Executor,
): void {
  describe(`executor ${name}`, () => {
    let runsDir: string;
    let executor: Executor;
    const launch = (what: Launch["program"] | Behaviour, options?: LaunchOptions) =>
      launchOf(runsDir, what, options);
    const run = async (what: Launch["program"] | Behaviour, options?: LaunchOptions) => {
      const launched = launch(what, options);
      const end = await (await executor.start(launched)).ended;
      return { ...end, paths: launched.paths };
    };

    beforeEach(() => {
      runsDir = temporaryRunsDir();
      executor = create({ runsDir, timeoutGraceMs: IMPATIENT_MS });
    });
    afterEach(() => executor.close());

    describe.each(KINDS)("with a %s", (kind) => {
      it("runs it to its end and keeps events, artifacts and output", async () => {
        const { report, code, outOfMemory, paths } = await run(`${kind} finish`);
        expect({ code, outOfMemory }).toEqual({ code: 0, outOfMemory: false });
        expect(report).toMatchObject({
          code: 0,
          signal: null,
          timed_out: false,
          not_started: false,
        });
        expect(eventsOf(paths).map((event) => event.type)).toEqual([
          ...["metrics", "progress", "metrics", "progress", "metrics", "progress"],
          ...["artifact", "summary"],
        ]);
        expect(readFileSync(join(paths.artifacts, "model.txt"), "utf8")).toBe("weights\n");
        expect(readFileSync(paths.output, "utf8")).toBe("finished\n");
      });

      it("measures memory and CPU time", async () => {
        const { report } = await run(`${kind} finish`);
        expect(report?.max_rss_bytes).toBeGreaterThan(10e6); // a Node process has more
        expect(report?.max_rss_bytes).toBeLessThan(1e9);
        expect(report?.cpu_seconds).toBeGreaterThan(0.01);
      });

      it("tells the exit code, and the last words as the message or in the log", async () => {
        const { report, code, paths } = await run(`${kind} crash`);
        expect(code).toBe(3);
        expect(report).toMatchObject({ code: 3, signal: null });
        expect(readFileSync(paths.output, "utf8")).toBe("crash: the data is not there\n");
      });

      it("tells what was thrown", async () => {
        const { report, paths } = await run(`${kind} throw`);
        expect(report).toMatchObject({ code: 1 });
        expect(report?.message).toMatch(/the loss exploded$/);
        expect(readFileSync(paths.output, "utf8")).toMatch(/Error: the loss exploded\n +at /);
      });

      it("tells the signal that ended it, and keeps what it had printed", async () => {
        const { report, signal, paths } = await run(`${kind} segfault`);
        expect(report?.signal ?? signal).toBe("SIGSEGV");
        expect(readFileSync(paths.output, "utf8")).toContain("about to fall\n");
      });

      it("keeps all of a large output, stdout and stderr in order", async () => {
        const { paths } = await run(`${kind} big-output`);
        const output = readFileSync(paths.output, "utf8");
        expect(output.length).toBe(5_000_000 + "that was all\n".length);
        expect(output.endsWith("x\nthat was all\n")).toBe(true);
      });

      it("stops it by SIGTERM within the grace", async () => {
        const launched = launch(`${kind} forever`);
        const execution = await executor.start(launched);
        await begun(launched.paths);
        const { report, signal } = await execution.stop(PATIENT_MS);
        expect(report?.signal ?? signal).toBe("SIGTERM");
        expect(isRunning(execution.identity.pid)).toBe(false);
      });

      it("stops it although it has hardly begun", async () => {
        const execution = await executor.start(launch(`${kind} forever`));
        const { report, signal } = await execution.stop(PATIENT_MS);
        expect(report?.signal ?? signal).toBe("SIGTERM");
      });

      it("lets it save something on SIGTERM", async () => {
        const launched = launch(`${kind} save-on-sigterm`);
        const execution = await executor.start(launched);
        await begun(launched.paths);
        const { report } = await execution.stop(PATIENT_MS);
        expect(report).toMatchObject({ code: 0 });
        expect(existsSync(join(launched.paths.artifacts, "checkpoint.txt"))).toBe(true);
      });

      it("kills it when it ignores SIGTERM and the grace is over", async () => {
        const launched = launch(`${kind} ignore-sigterm`);
        const execution = await executor.start(launched);
        await begun(launched.paths);
        const { signal, outOfMemory } = await execution.stop(IMPATIENT_MS);
        expect(signal).toBe("SIGKILL");
        expect(outOfMemory).toBe(false);
        expect(readFileSync(launched.paths.output, "utf8")).toBe("not now\n");
      });

      it("is hastened by a second stop with a shorter grace, and asks only once", async () => {
        const launched = launch(`${kind} ignore-sigterm`);
        const execution = await executor.start(launched);
        await begun(launched.paths);
        const first = execution.stop(3_600_000);
        const second = await execution.stop(IMPATIENT_MS);
        expect(await first).toEqual(second);
        expect(readFileSync(launched.paths.output, "utf8")).toBe("not now\n");
      });

      it("leaves nobody behind when it stops a run whose child has a session of its own", async () => {
        const launched = launch(`${kind} orphan-child`);
        const execution = await executor.start(launched);
        const sleeper = (await begun(launched.paths)).done;
        expect(isRunning(sleeper)).toBe(true);
        await execution.stop(PATIENT_MS);
        expect(isRunning(sleeper)).toBe(false);
      });

      it("leaves nobody behind when a run ends without its child", async () => {
        const { report, paths } = await run(`${kind} exit-with-child`);
        expect(report).toMatchObject({ code: 0 });
        expect(isRunning((await begun(paths)).done)).toBe(false);
      });

      it("pauses it at once, and lets it go on", async () => {
        const launched = launch(`${kind} counting`);
        const execution = await executor.start(launched);
        const counted = () => countOf(launched);
        await until(() => counted() > 0);
        expect(execution.isPaused).toBe(false);
        expect(await execution.pause()).toBe(true);
        expect(execution.isPaused).toBe(true);
        const before = counted();
        expect(await execution.pause()).toBe(true); // once more changes nothing
        expect(counted()).toBe(before);
        execution.resume();
        expect(execution.isPaused).toBe(false);
        await until(() => counted() > before);
        await execution.stop(0);
      });

      it("pauses the child that has a session of its own, too", async () => {
        const launched = launch(`${kind} orphan-child`);
        const execution = await executor.start(launched);
        const sleeper = (await begun(launched.paths)).done;
        await execution.pause();
        expect(stateOf(sleeper)).toBe("T");
        execution.resume();
        await until(() => stateOf(sleeper) !== "T");
        await execution.stop(PATIENT_MS);
      });

      it("stops it while it is paused, by SIGTERM within the grace", async () => {
        const launched = launch(`${kind} save-on-sigterm`);
        const execution = await executor.start(launched);
        await begun(launched.paths);
        await execution.pause();
        const { report } = await execution.stop(PATIENT_MS);
        expect(report).toMatchObject({ code: 0 });
        expect(existsSync(join(launched.paths.artifacts, "checkpoint.txt"))).toBe(true);
      });

      it("does not leave it paused when it is stopped while it is being paused", async () => {
        const launched = launch(`${kind} forever`);
        const execution = await executor.start(launched);
        await begun(launched.paths);
        const paused = execution.pause();
        const { report, signal } = await execution.stop(PATIENT_MS);
        expect(report?.signal ?? signal).toBe("SIGTERM");
        expect(await paused).toBe(false);
        expect(await execution.pause()).toBe(false);
        expect(existsSync(launched.paths.process)).toBe(false);
      });

      it("does not count a pause towards its time", async () => {
        const timeoutMs = 600;
        const launched = launch(`${kind} forever`, { timeoutMs });
        const execution = await executor.start(launched);
        await begun(launched.paths);
        await execution.pause();
        const pausedAt = Date.now();
        await until(() => Date.now() - pausedAt > timeoutMs + IMPATIENT_MS + 1_500);
        expect(isRunning(execution.identity.pid)).toBe(true);
        const pausedMs = Date.now() - pausedAt;
        execution.resume();
        const { report } = await execution.ended;
        expect(report).toMatchObject({ timed_out: true });
        const lasted = (report?.ended_at ?? 0) - (report?.started_at ?? 0);
        expect(lasted).toBeGreaterThanOrEqual(pausedMs);
      });

      it("ends it when its time is over", async () => {
        const { report } = await run(`${kind} forever`, { timeoutMs: 300 });
        expect(report).toMatchObject({ timed_out: true });
      });

      it("kills it when its time is over and it ignores SIGTERM", async () => {
        const { report, paths } = await run(`${kind} ignore-sigterm`, { timeoutMs: 3_000 });
        expect(report).toMatchObject({ timed_out: true });
        expect(readFileSync(paths.output, "utf8")).toBe("not now\n");
      });

      it("ends it when its time is over and it never yields", async () => {
        const { report } = await run(`${kind} busy`, { timeoutMs: 300 });
        expect(report).toMatchObject({ timed_out: true });
      });

      it("does not mind a limit longer than timers can be set to", async () => {
        const { report } = await run(`${kind} finish`, { timeoutMs: 90 * 24 * 3_600_000 });
        expect(report).toMatchObject({ code: 0, timed_out: false });
      });

      it("does not take an earlier attempt's report for this one's", async () => {
        const launched = launch(`${kind} forever`);
        writeFileSync(launched.paths.exit, JSON.stringify({ code: 0 }));
        const execution = await executor.start(launched);
        expect(existsSync(launched.paths.exit)).toBe(false);
        await execution.stop(0);
      });
    });

    it("gives the run's environment to a command and its descendants", async () => {
      const script = 'sh -c "env | grep -E ^SWEEP_\\|^LEARNED= | sort"';
      const environment = { LEARNED: "yes" };
      const argv = ["sh", "-c", script];
      const { paths } = await run({ kind: "command", argv, cwd: "/" }, { environment });
      expect(readFileSync(paths.output, "utf8").trim().split("\n")).toEqual([
        "LEARNED=yes",
        `SWEEP_CONFIG=${paths.config}`,
        `SWEEP_EVENTS=${paths.events}`,
        `SWEEP_RUN_DIR=${paths.dir}`,
        "SWEEP_RUN_ID=run",
      ]);
    });

    it("starts a command in its working directory, passing arguments as they are", async () => {
      const argv = ["sh", "-c", 'pwd; printf "%s\\n" "$@"', "sh", "a b", "$HOME", "*", ""];
      const { paths } = await run({ kind: "command", argv, cwd: "/" });
      expect(readFileSync(paths.output, "utf8")).toBe("/\na b\n$HOME\n*\n\n");
    });

    it("names the program that was not found", async () => {
      const { report, paths } = await run({
        kind: "command",
        argv: ["no-such-program"],
        cwd: tmpdir(),
      });
      const message = `command: expected a program, found no \`no-such-program\` (in ${tmpdir()} or on PATH)`;
      expect(report).toMatchObject({ not_started: true, message });
      expect(readFileSync(paths.output, "utf8")).toBe(`sweep: ${message}\n`);
    });

    it("names a program that is not executable", async () => {
      const file = join(runsDir, "plain.txt");
      writeFileSync(file, "text");
      const { report } = await run({ kind: "command", argv: [file], cwd: tmpdir() });
      expect(report).toMatchObject({
        not_started: true,
        message: `command: expected an executable file, got \`${file}\`, which is not one`,
      });
    });

    it("names a working directory that does not exist", async () => {
      const cwd = join(runsDir, "gone");
      const { report } = await run({ kind: "command", argv: ["true"], cwd });
      expect(report).toMatchObject({
        not_started: true,
        message: `working directory: expected a folder, found none at ${cwd}`,
      });
    });

    it("tells why a module could not be imported", async () => {
      const { report, paths } = await run("module broken-import");
      expect(report).toMatchObject({ not_started: true, message: "tensor library not found" });
      expect(readFileSync(paths.output, "utf8")).toContain("broken-import.mjs:4");
    });

    it("tells what a module exports that has no `run`", async () => {
      const { report } = await run("module no-run");
      expect(report?.not_started).toBe(true);
      expect(report?.message).toMatch(
        /no-run\.mjs: expected an exported function `run`, got exports: train$/,
      );
    });

    it("fails a module whose `run` can never be settled", async () => {
      const { report } = await run("module never-settle");
      expect(report).toMatchObject({
        code: 1,
        message: "run() is still pending, and nothing is left that could settle it",
      });
    });

    it("takes the last line that names an error as a command's message", async () => {
      const script = 'echo "Traceback:" >&2; echo "ValueError: bad rate" >&2; echo bye; exit 2';
      const { report } = await run({ kind: "command", argv: ["sh", "-c", script], cwd: "/" });
      expect(report).toMatchObject({ code: 2, message: "ValueError: bad rate" });
    });

    it("writes the report before `ended` resolves", async () => {
      const { report, paths } = await run("module finish");
      expect(readReport(paths)).toEqual(report);
    });

    it("runs several at once, each in its own folder", async () => {
      const ids = ["a", "b", "c"];
      const ends = await Promise.all(ids.map((runId) => run("command finish", { runId })));
      for (const { report, paths } of ends) {
        expect(report).toMatchObject({ code: 0 });
        expect(eventsOf(paths)).toHaveLength(8);
      }
    });

    it("starts from spares as from none", async () => {
      executor.warm(program("module finish"), 2);
      executor.warm(program("command finish"), 1);
      const behaviours: Behaviour[] = ["module finish", "command finish", "module throw"];
      const codes: unknown[] = [];
      for (const behaviour of behaviours) codes.push((await run(behaviour)).report?.code);
      expect(codes).toEqual([0, 0, 1]);
    });

    it("goes on with a run when it is closed", async () => {
      const launched = launch("module forever");
      const execution = await executor.start(launched);
      await begun(launched.paths);
      await executor.close();
      expect(isRunning(execution.identity.pid)).toBe(true);
      await execution.stop(0);
    });

    it("does not adopt a process that has ended", async () => {
      const launched = launch("module finish");
      const execution = await executor.start(launched);
      await execution.ended;
      expect(executor.adopt("run", launched.paths, execution.identity)).toBeNull();
    });

    it("adopts a living process, sees its end and can stop it", async () => {
      const launched = launch("command forever");
      const execution = await executor.start(launched);
      await begun(launched.paths);
      const other = create({ runsDir, timeoutGraceMs: IMPATIENT_MS });
      const adopted = other.adopt("run", launched.paths, execution.identity);
      const end = await adopted?.stop(PATIENT_MS);
      expect(end).toMatchObject({ code: null, signal: null, report: { signal: "SIGTERM" } });
      await execution.ended;
    });

    it("pauses and resumes a process that it does not follow, and knows when it adopts it", async () => {
      const launched = launch("module counting");
      const { paths } = launched;
      const execution = await executor.start(launched);
      await until(() => countOf(launched) > 0);
      const other = create({ runsDir, timeoutGraceMs: IMPATIENT_MS });
      expect(await other.pause(paths, execution.identity)).toBe(true);
      expect(stateOf(execution.identity.pid)).toBe("T");
      expect(execution.isPaused).toBe(true);
      expect(other.adopt("run", paths, execution.identity)?.isPaused).toBe(true);
      expect(other.resume(paths, execution.identity)).toBe(true);
      const before = countOf(launched);
      await until(() => countOf(launched) > before);
      await execution.stop(0);
      expect(await other.pause(paths, execution.identity)).toBe(false);
      expect(other.resume(paths, execution.identity)).toBe(false);
    });

    it("refuses a runs folder that is a file", async () => {
      const file = join(runsDir, "file");
      writeFileSync(file, "");
      const misplaced = create({ runsDir: file, timeoutGraceMs: IMPATIENT_MS });
      const launched = launch("module finish");
      await expect(misplaced.start(launched)).rejects.toMatchObject({
        code: "environment",
        message: expect.stringMatching(/^could not start a process: ENOTDIR/),
      });
    });

    it("refuses a run's folder that is gone, and leaves no process", async () => {
      const launched = launch("module finish");
      const missing = join(runsDir, "missing", "output.log");
      const paths = { ...launched.paths, output: missing };
      mkdirSync(paths.artifacts, { recursive: true });
      await expect(executor.start({ ...launched, paths })).rejects.toMatchObject({
        code: "environment",
        message: expect.stringMatching(/^could not start a run in .*ENOENT/),
      });
    });
  });
}

/** How far a run of the fixture `counting` has come. */
function countOf({ paths }: Launch): number {
  const file = join(paths.dir, "count");
  return existsSync(file) ? readFileSync(file, "utf8").length : 0;
}
