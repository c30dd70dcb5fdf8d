import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { closeSync, existsSync, mkdirSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { messageOf, SweepError } from "../../core/errors.js";
import type { FromHost, ToHost } from "../../protocol/host-messages.js";
import { LEAN_HEAP, LEAN_MEMORY } from "./lean-memory.js";
import { isOver } from "./process-table.js";
import { signalGroup } from "./terminate.js";

export interface HostOptions {
  /** URL of the host's program, host.js. */
  entry: URL;
  /** Folder for its output until it belongs to a run; on the file system of the runs. */
  logDir: string;
  /** Module to import beforehand; undefined for commands. */
  moduleUrl: string | undefined;
}

/** How a process ended, as its parent sees it. */
export interface Exit {
  code: number | null;
  signal: string | null;
}

/**
 * A host as seen by the orchestrator that started it. Until `launch` it is a spare, which does not keep the orchestrator
 * alive and dies with it. Its output goes to a file and not through a pipe, so that it outlives the orchestrator.
 */
export class HostProcess {
  readonly log: string;
  readonly exited: Promise<Exit>;
  ready = false;
  readonly #child: ChildProcess;
  readonly #spawned: Promise<unknown>;

  /** @throws SweepError("environment") when there is no host program or no place for the log. */
  constructor({ entry, logDir, moduleUrl }: HostOptions) {
    requireEntry(entry);
    this.log = join(logDir, `${randomUUID()}.log`);
    const isTrainer = moduleUrl !== undefined;
    const program = [fileURLToPath(entry), this.log, ...(isTrainer ? [moduleUrl] : [])];
    const args = [...(isTrainer ? LEAN_HEAP : []), ...program];
    const env = isTrainer ? { ...LEAN_MEMORY, ...process.env } : process.env;
    this.#child = spawnWithLog(args, this.log, env);
    this.#spawned = once(this.#child, "spawn");
    this.#spawned.catch(() => {}); // told by started()
    this.exited = new Promise((resolve) => {
      this.#child.once("exit", (code, signal) => resolve({ code, signal }));
    });
    this.#child.on("error", () => {}); // of spawning: told by started(); of sending: the host is dead, told by `exited`
    this.#child.on("message", (message: FromHost) => this.#hear(message));
    this.#child.unref();
    this.#child.channel?.unref();
  }

  /** Has it ended, or could it not be started at all? */
  get isGone(): boolean {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return true;
    return isOver(pid); // we may not have been told yet
  }

  /** Defined once `started` has resolved. */
  get pid(): number {
    return this.#child.pid as number;
  }

  /** @throws SweepError("environment") when the process could not be started. */
  async started(): Promise<void> {
    try {
      await this.#spawned;
    } catch (error) {
      rmSync(this.log, { force: true });
      throw startFailure(error);
    }
  }

  launch(message: ToHost): void {
    this.#child.ref();
    this.#child.send(message, () => {}); // a host that died before is told by `exited`
  }

  /** Ends a spare: it has nothing to lose. */
  async discard(): Promise<void> {
    const { pid } = this.#child;
    if (pid !== undefined) {
      this.#child.ref();
      signalGroup(pid, "SIGKILL");
      await this.exited;
    }
    rmSync(this.log, { force: true });
  }

  #hear(message: FromHost): void {
    if (message.type === "ready") this.ready = true;
    else if (this.#child.connected) this.#child.disconnect();
  }
}

function spawnWithLog(args: string[], log: string, env: NodeJS.ProcessEnv): ChildProcess {
  let descriptor: number | undefined;
  try {
    mkdirSync(join(log, ".."), { recursive: true });
    descriptor = openSync(log, "a");
    const stdio = ["ignore", descriptor, descriptor, "ipc"] as const;
    return spawn(process.execPath, args, { detached: true, stdio: [...stdio], env });
  } catch (error) {
    throw startFailure(error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function requireEntry(entry: URL): void {
  if (existsSync(entry)) return;
  throw new SweepError(
    "environment",
    `local executor: expected the host program at ${fileURLToPath(entry)}, found none (is sweep built?)`,
  );
}

function startFailure(error: unknown): SweepError {
  return new SweepError("environment", `could not start a process: ${messageOf(error)}`, {
    cause: error,
  });
}
