import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Parameters } from "../../src/core/json.js";
import type { Launch } from "../../src/executors/executor.js";
import type { RunConfig } from "../../src/protocol/config.js";
import { parseEventLine, type RunEvent } from "../../src/protocol/events.js";
import type { ExitReport } from "../../src/protocol/exit-report.js";
import type { Program } from "../../src/protocol/host-messages.js";
import { type RunPaths, runPaths } from "../../src/protocol/run-paths.js";

/** A folder for one test's runs, removed after it. */
export function temporaryRunsDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "sweep-executor-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export type Behaviour = `${"module" | "command"} ${string}`;

/** The program of a fixture, e.g. `module crash` or `command forever`. */
export function program(behaviour: Behaviour): Program {
  const [kind, name] = behaviour.split(" ");
  const url = new URL(`../fixtures/trainers/${name}.mjs`, import.meta.url);
  return kind === "module"
    ? { kind, url: url.href }
    : { kind: "command", argv: [process.execPath, fileURLToPath(url)], cwd: tmpdir() };
}

export interface LaunchOptions {
  runId?: string;
  timeoutMs?: number | null;
  environment?: Record<string, string>;
  /** What config.json says. */
  parameters?: Parameters;
}

/** A launch into a folder that exists, as the scheduler leaves it. */
export function launchOf(
  runsDir: string,
  what: Program | Behaviour,
  options: LaunchOptions = {},
): Launch {
  const { runId = "run", timeoutMs = null, environment = {}, parameters = {} } = options;
  const paths = runPaths(runsDir, runId);
  mkdirSync(paths.dir, { recursive: true });
  writeFileSync(paths.config, JSON.stringify(configOf(runId, parameters)));
  const resolved = typeof what === "string" ? program(what) : what;
  return { runId, paths, program: resolved, environment, timeoutMs };
}

function configOf(runId: string, parameters: Parameters): RunConfig {
  return {
    run_id: runId,
    experiment: "test",
    name: runId,
    attempt: 1,
    parameters,
    seed: 1,
    metric: { name: "loss", goal: "minimize" },
    data: null,
    threads: 1,
    cache_dir: tmpdir(),
  };
}

export function eventsOf(paths: RunPaths): RunEvent[] {
  if (!existsSync(paths.events)) return [];
  const lines = readFileSync(paths.events, "utf8").split("\n").slice(0, -1);
  return lines.map(parseEventLine).flatMap((line) => (line.ok ? [line.event] : []));
}

/** Resolves with the first progress event of a run: the fixtures report one when they have begun. */
export function begun(paths: RunPaths): Promise<Extract<RunEvent, { type: "progress" }>> {
  return until(() => eventsOf(paths).find((event) => event.type === "progress"));
}

export function readReport(paths: RunPaths): ExitReport {
  return JSON.parse(readFileSync(paths.exit, "utf8"));
}

const GIVE_UP_MS = 30_000;
const LOOK_MS = 20;

/** Resolves with the first value of `look` that is not undefined, null or false. */
export async function until<T>(look: () => T | undefined | null | false): Promise<T> {
  const giveUpAt = Date.now() + GIVE_UP_MS;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > giveUpAt) throw new Error(`waited ${GIVE_UP_MS} ms in vain for: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** False for zombies too: init of a container may never reap them. */
export function isRunning(pid: number): boolean {
  return !/[ZX]/.test(stateOf(pid));
}

/** The letter by which the kernel tells a process's state: T is stopped; X also where there is none. */
export function stateOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2)[0] ?? "X";
  } catch {
    return "X";
  }
}
