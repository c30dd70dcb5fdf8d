import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { EnvironmentRecord } from "../../src/core/environment-record.js";
import type { Parameters } from "../../src/core/json.js";
import { LocalExecutor } from "../../src/executors/local/local-executor.js";
import { identify, isAlive } from "../../src/executors/local/process-table.js";
import { Scheduler } from "../../src/scheduler/scheduler.js";
import type { SchedulerEvent } from "../../src/scheduler/scheduler-events.js";
import type { SweepPlan } from "../../src/scheduler/sweep-plan.js";
import { openSqliteStore } from "../../src/store/sqlite/index.js";
import type { NewRun, Store } from "../../src/store/store.js";
import { hostEntry } from "../executors/local/host-entry.js";

const FIXTURES = new URL("../fixtures/trainers/", import.meta.url);

/** A store and a runs folder of their own, removed after the test. */
export function createWorld(): { store: Store; runsDir: string } {
  const runsDir = mkdtempSync(join(tmpdir(), "sweep-scheduler-"));
  mkdirSync(runsDir, { recursive: true });
  const store = openSqliteStore({ file: join(runsDir, "sweep.db") });
  onTestFinished(() => {
    store.close();
    rmSync(runsDir, { recursive: true, force: true });
  });
  return { store, runsDir };
}

/** A run that executes the fixture of this name. */
export function fixtureRun(fixture: string, parameters: Parameters = {}): NewRun {
  const id = `${fixture}-${Object.values(parameters).join("-")}`;
  return {
    id,
    key: id,
    generation: 0,
    name: id,
    definition: {
      trainer: { kind: "builtin", type: fixture },
      code: "",
      parameters,
      seed: 1,
      data: null,
      repeat: 1,
      fold: null,
    },
  };
}

export const ENVIRONMENT: EnvironmentRecord = {
  recorded_at: 1,
  sweep: "0.1.0",
  node: "20.20.0",
  platform: "linux",
  arch: "x64",
  os: "Linux 6.1",
  host: "here",
  cpu: "a processor",
  cores: 2,
  memory_bytes: 8e9,
  packages: {},
  git: null,
  files: [],
};

export interface Sweeping {
  scheduler: Scheduler;
  events: SchedulerEvent[];
  /** Resolves with the first event of this type from now on. */
  next(type: SchedulerEvent["type"]): Promise<SchedulerEvent>;
}

/** A scheduler of fixture runs, real processes and a real store; it owns its sweep until the test ends. */
export function createSweep(
  { store, runsDir }: { store: Store; runsDir: string },
  runs: NewRun[],
  options: Partial<SweepPlan> & { name?: string } = {},
): Sweeping {
  const metric = { name: "accuracy", goal: "maximize" as const };
  const { name = "test" } = options;
  const about = { name, description: "", source: "", file: "/test.yaml", method: "grid", metric };
  const sweep = store.saveSweep(about, Date.now());
  store.acquireSweep(sweep.id, identify(process.pid), sweep.owner);
  const events: SchedulerEvent[] = [];
  const waiting = new Set<(event: SchedulerEvent) => void>();
  const plan: SweepPlan = {
    sweep,
    metric,
    overrides: [],
    runs,
    only: null,
    propose: null,
    programOf: ({ definition: { trainer } }) => ({
      kind: "module",
      url: new URL(`${trainer.kind === "builtin" ? trainer.type : ""}.mjs`, FIXTURES).href,
    }),
    spareProgram: null,
    dataOf: () => null,
    environment: ENVIRONMENT,
    threads: 1,
    cacheDir: join(runsDir, "cache"),
    backend: null,
    device: "cpu",
    concurrency: 2,
    timeoutMs: null,
    retries: 0,
    ...options,
  };
  const scheduler = new Scheduler(plan, {
    store,
    executor: new LocalExecutor({ runsDir, hostEntry, timeoutGraceMs: 200 }),
    runsDir,
    isAlive,
    emit(event) {
      events.push(event);
      for (const tell of waiting) tell(event);
    },
    now: Date.now,
  });
  const next = (type: SchedulerEvent["type"]) =>
    new Promise<SchedulerEvent>((resolve) => {
      waiting.add(function tell(event) {
        if (event.type !== type) return;
        waiting.delete(tell);
        resolve(event);
      });
    });
  return { scheduler, events, next };
}
