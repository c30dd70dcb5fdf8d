import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SweepError } from "../../src/core/errors.js";
import type { Outcome } from "../../src/core/outcome.js";
import type { RecordedConfig } from "../../src/protocol/config.js";
import { writeEndRecord } from "../../src/protocol/end-record.js";
import type { ExitReport } from "../../src/protocol/exit-report.js";
import { type RunPaths, runPaths } from "../../src/protocol/run-paths.js";
import { readRunHistories } from "../../src/scheduler/run-histories.js";
import { readRunHistory } from "../../src/scheduler/run-history.js";
import { temporaryRunsDir } from "../executors/harness.js";
import { fixtureRun } from "./harness.js";

const metric = { name: "loss", goal: "minimize" as const };

function configOf(id: string, attempt: number): RecordedConfig {
  const run = { ...fixtureRun("finish"), id };
  return {
    ...{ run_id: id, experiment: "digits", name: id, attempt, parameters: {}, seed: 1 },
    ...{ metric, data: null, threads: 1, cache_dir: "/cache" },
    record: {
      sweep: {
        name: "digits",
        description: "",
        source: "",
        file: "/a.yaml",
        method: "grid",
        metric,
      },
      ...{ overrides: [], index: 2, run, created_at: 1_000 },
    },
  };
}

/** A run's folder that holds config.json alone. */
function writeFolder({ id = "aa", attempt = 1 } = {}): RunPaths {
  const paths = runPaths(temporaryRunsDir(), id);
  mkdirSync(paths.dir, { recursive: true });
  writeFileSync(paths.config, JSON.stringify(configOf(id, attempt)));
  return paths;
}

function writeExit({ dir, exit }: RunPaths, fields: Partial<ExitReport>): void {
  mkdirSync(dir, { recursive: true });
  const how = { code: null, signal: null, max_rss_bytes: 5, cpu_seconds: 0.5 };
  writeFileSync(exit, JSON.stringify({ ...how, started_at: 2_000, ended_at: 4_500, ...fields }));
}

/** As of a run that its user stopped. */
function writeEnd({ end }: RunPaths, attempt: number): void {
  writeEndRecord(end, {
    ...{ attempt, started_at: 1_900, ended_at: 4_700, paused_ms: 300 },
    outcome: { type: "cancelled", by: "user" },
    ...{ max_rss_bytes: 6, cpu_seconds: 0.6 },
  });
}

describe("the history of a run", () => {
  it("is what its folder was told of it, and how its attempt ended", () => {
    const paths = writeFolder();
    writeExit(paths, { code: 0 });
    const { record } = configOf("aa", 1);
    expect(readRunHistory(paths)).toEqual({
      ...{ sweep: record.sweep, run: record.run, index: 2, createdAt: 1_000, files: paths },
      attempts: [
        {
          ...{ startedAt: 2_000, endedAt: 4_500, pausedMs: 0, state: "finished" },
          end: { outcome: { type: "finished" }, maxRssBytes: 5, cpuSeconds: 0.5 },
        },
      ],
    });
  });

  it.each<[Partial<ExitReport>, Outcome]>([
    [
      { code: 3, message: "no data" },
      { type: "exit-code", code: 3, message: "no data" },
    ],
    [{ signal: "SIGSEGV" }, { type: "signal", signal: "SIGSEGV" }],
    [
      { signal: "SIGTERM", timed_out: true },
      { type: "timeout", afterMs: 2_500 },
    ],
    [
      { not_started: true, message: "no such program" },
      { type: "not-started", message: "no such program" },
    ],
  ])("takes exit.json %j for %j", (report, outcome) => {
    const paths = writeFolder();
    writeExit(paths, report);
    expect(readRunHistory(paths).attempts).toMatchObject([{ state: "failed", end: { outcome } }]);
  });

  it("is what end.json says where there is one: the orchestrator's clock, pauses, and what it did itself", () => {
    const paths = writeFolder();
    writeExit(paths, { signal: "SIGTERM" });
    writeEnd(paths, 1);
    expect(readRunHistory(paths).attempts).toEqual([
      {
        ...{ startedAt: 1_900, endedAt: 4_700, pausedMs: 300, state: "cancelled" },
        end: { outcome: { type: "cancelled", by: "user" }, maxRssBytes: 6, cpuSeconds: 0.6 },
      },
    ]);
  });

  it("is not what the end.json of another attempt says", () => {
    const paths = writeFolder();
    writeExit(paths, { code: 0 });
    writeEnd(paths, 2);
    expect(readRunHistory(paths).attempts).toMatchObject([{ endedAt: 4_500, state: "finished" }]);
  });

  it("takes an attempt without exit.json for lost when it last wrote something", () => {
    const paths = writeFolder();
    const process = { host: "h", bootId: "b", pid: 1, startTime: 1 };
    const record = { process, started_at: 3_000, timeout_ms: null };
    writeFileSync(paths.process, JSON.stringify(record));
    writeFileSync(paths.output, "");
    expect(readRunHistory(paths).attempts).toEqual([
      {
        startedAt: 3_000,
        endedAt: Math.round(statSync(paths.output).mtimeMs),
        pausedMs: 0,
        state: "failed",
        end: { outcome: { type: "lost" }, maxRssBytes: null, cpuSeconds: null },
      },
    ]);
  });

  it("lets an attempt that left nothing follow the one before it", () => {
    const paths = writeFolder({ attempt: 2 });
    writeExit(runPaths(paths.attempts, "1"), { code: 1 });
    expect(readRunHistory(paths).attempts).toMatchObject([
      { startedAt: 2_000, endedAt: 4_500, end: { outcome: { type: "exit-code", code: 1 } } },
      { startedAt: 4_500, endedAt: 4_500, end: { outcome: { type: "lost" } } },
    ]);
  });

  it("takes nothing of the last attempt for one that was claimed and never began", () => {
    const paths = writeFolder({ attempt: 3 });
    writeExit(runPaths(paths.attempts, "1"), { code: 1 });
    writeExit(paths, { code: 0, started_at: 7_000, ended_at: 8_000 });
    expect(readRunHistory(paths).attempts).toMatchObject([
      { end: { outcome: { type: "exit-code", code: 1 } } },
      { startedAt: 4_500, endedAt: 4_500, state: "failed", end: { outcome: { type: "lost" } } },
      { startedAt: 7_000, endedAt: 8_000, state: "finished" },
    ]);
  });

  it("finds each file of the last attempt where the preparation of the next one, cut short among them, has left it", () => {
    const paths = writeFolder();
    const aside = runPaths(paths.attempts, "1");
    mkdirSync(aside.artifacts, { recursive: true });
    writeFileSync(aside.events, "");
    writeExit(paths, { code: 3 });
    expect(readRunHistory(paths)).toMatchObject({
      files: { events: aside.events, artifacts: aside.artifacts, exit: paths.exit },
      attempts: [{ end: { outcome: { type: "exit-code", code: 3 } } }],
    });
  });

  it("finds the last attempt where the preparation of the next one, cut short, has put it", () => {
    const paths = writeFolder();
    const aside = runPaths(paths.attempts, "1");
    writeExit(aside, { code: 1 });
    expect(readRunHistory(paths)).toMatchObject({
      files: { events: aside.events },
      attempts: [{ end: { outcome: { type: "exit-code", code: 1 } } }],
    });
  });
});

describe("a folder that cannot be used", () => {
  const problemOf = (paths: RunPaths): string => {
    try {
      readRunHistory(paths);
    } catch (error) {
      if (error instanceof SweepError) return error.message.replace(paths.dir, "DIR");
      throw error;
    }
    return "none";
  };

  it("has no config.json", () => {
    const paths = writeFolder();
    rmSync(paths.config);
    expect(problemOf(paths)).toBe("DIR/config.json: no such file");
  });

  it("has one that lacks something", () => {
    const paths = writeFolder();
    const { record: _, ...config } = configOf("aa", 1);
    writeFileSync(paths.config, JSON.stringify(config));
    expect(problemOf(paths)).toMatch(/^DIR\/config.json: record: .*expected object/);
  });

  it("is the copy of another run's", () => {
    const paths = writeFolder();
    writeFileSync(paths.config, JSON.stringify(configOf("bb", 1)));
    expect(problemOf(paths)).toBe("DIR/config.json: expected run aa, got bb");
  });
});

describe("the folder of all runs", () => {
  it("holds other things, too, which are no runs", () => {
    const paths = writeFolder();
    const runsDir = join(paths.dir, "..");
    writeFileSync(join(runsDir, "sweep.db"), "");
    for (const name of ["cache", "spares", "notes"]) mkdirSync(join(runsDir, name));
    writeFileSync(join(runsDir, "cache", "config.json"), "{}");
    const { histories, skipped } = readRunHistories(runsDir, () => true);
    expect(histories.map(({ run }) => run.id)).toEqual(["aa"]);
    expect(skipped).toEqual([]);
  });

  it("may hold runs that are still under way: they are skipped", () => {
    const paths = writeFolder();
    const process = { host: "h", bootId: "b", pid: 7, startTime: 1 };
    const record = { process, started_at: 3_000, timeout_ms: null };
    writeFileSync(paths.process, JSON.stringify(record));
    const runsDir = join(paths.dir, "..");
    const reason = `${paths.dir}: process 7 on h is still at work on this run`;
    expect(readRunHistories(runsDir, ({ pid }) => pid === 7)).toEqual({
      histories: [],
      skipped: [{ folder: "aa", reason }],
    });
    expect(readRunHistories(runsDir, () => false).histories).toHaveLength(1);
  });
});
