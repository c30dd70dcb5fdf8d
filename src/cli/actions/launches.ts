/**
 * Orchestrators that a server starts. Invariants:
 *
 * 1. Each is a `sweep` of its own process group whose output goes to a file: neither Ctrl-C in the server's terminal nor the
 *    server's end reaches it.
 * 2. starting → running → ended; running from when it owns a sweep. What has ended stays as it is.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import type { LaunchReply } from "../../api/launches.js";
import type { SweepStore } from "../../store/store.js";
import { readEnd } from "./read-end.js";

export interface LaunchesOptions {
  store: Pick<SweepStore, "listSweeps">;
  runsDir: string;
  /** Absolute path of the compiled main.js. */
  main: string;
  cwd: string;
  env: Record<string, string | undefined>;
  now(): number;
}

interface Launch {
  child: ChildProcess;
  command: string;
  log: string;
  sweep: string | null;
  exitCode: number | null;
  /** Why it could not be started. */
  problem: string;
}

const OUTPUT_BYTES = 16_384; // the last hundred lines or more
const MOST_LAUNCHES = 100; // that are remembered, for those who still ask

export class Launches {
  readonly #options: LaunchesOptions;
  readonly #launches = new Map<string, Launch>();
  #count = 0;

  constructor(options: LaunchesOptions) {
    this.#options = options;
  }

  /** Starts `sweep <args>`. */
  start(args: readonly string[]): LaunchReply {
    const { runsDir, main, cwd, env, now } = this.#options;
    const id = `${new Date(now()).toISOString().replace(/[:.]/g, "-")}-${++this.#count}`;
    const folder = join(runsDir, "launches");
    mkdirSync(folder, { recursive: true });
    const log = join(folder, `${id}.log`);
    const output = openSync(log, "a");
    try {
      const child = spawn(process.execPath, [main, "--runs-dir", runsDir, ...args], {
        ...{ cwd, env, detached: true, stdio: ["ignore", output, output] },
      });
      this.#remember(id, { child, command: ["sweep", ...args].join(" "), log });
    } finally {
      closeSync(output); // the child has its own
    }
    return this.find(id) as LaunchReply; // it has just been put there
  }

  find(id: string): LaunchReply | null {
    const launch = this.#launches.get(id);
    if (!launch) return null;
    const owned = this.#sweepOwnedBy(launch.child.pid);
    launch.sweep = owned ?? launch.sweep;
    const { command, sweep, exitCode, log, problem } = launch;
    const state = exitCode !== null ? "ended" : owned === null ? "starting" : "running";
    return { id, command, state, sweep, exitCode, output: problem || readEnd(log, OUTPUT_BYTES) };
  }

  #remember(id: string, { child, ...rest }: Pick<Launch, "child" | "command" | "log">): void {
    const launch: Launch = { child, ...rest, sweep: null, exitCode: null, problem: "" };
    child.once("error", ({ message }) => Object.assign(launch, { exitCode: 1, problem: message }));
    child.once("exit", (code) => {
      launch.exitCode = code ?? 1; // by a signal
    });
    child.unref();
    this.#launches.set(id, launch);
    const [oldest] = this.#launches.keys();
    if (this.#launches.size > MOST_LAUNCHES && oldest) this.#launches.delete(oldest);
  }

  #sweepOwnedBy(pid: number | undefined): string | null {
    const sweeps = this.#options.store.listSweeps();
    return sweeps.find(({ owner }) => owner !== null && owner.pid === pid)?.name ?? null;
  }
}
