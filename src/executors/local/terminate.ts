/**
 * The one place where processes of a run are ended. Invariants:
 *
 * 1. SIGTERM is sent once, however often a run is asked to stop; a later call can only bring SIGKILL forward.
 * 2. After SIGKILL to the group come those that left it, and again until no process of the run is left.
 *
 * running → asked   [climb: SIGTERM to the group]
 * asked   → killed  [the grace is over: SIGKILL to the group and to strays]
 * any     → done    [done: the leader is gone]
 */
import { setTimeout as sleep } from "node:timers/promises";
import { membersOf } from "./process-table.js";
import { hasProcfs } from "./procfs.js";

const FIRST_LOOK_MS = 5; // a killed process is usually gone by then
const LONGEST_LOOK_MS = 200;
const STUCK_AFTER_MS = 10_000; // what outlives SIGKILL this long is stuck in the kernel, or not ours to kill

/** Names the processes of a run: its folder, and its leader, whose pid is the number of its group and session. */
export interface RunProcesses {
  runDir: string;
  leader: number;
}

export class StopLadder {
  readonly #run: RunProcesses;
  #timer: NodeJS.Timeout | undefined;
  #killAt = Number.POSITIVE_INFINITY;
  #state: "running" | "asked" | "killed" | "done" = "running";

  constructor(run: RunProcesses) {
    this.#run = run;
  }

  /** Did we send SIGKILL? */
  get killed(): boolean {
    return this.#state === "killed";
  }

  climb(graceMs: number): void {
    if (this.#state === "killed" || this.#state === "done") return;
    if (this.#state === "running") signalGroup(this.#run.leader, "SIGTERM");
    this.#state = "asked";
    const killAt = performance.now() + graceMs;
    if (killAt >= this.#killAt) return;
    this.#killAt = killAt;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#kill(), graceMs);
  }

  done(): void {
    clearTimeout(this.#timer);
    if (this.#state !== "killed") this.#state = "done";
  }

  #kill(): void {
    this.#state = "killed";
    signalGroup(this.#run.leader, "SIGKILL");
    killMembers(this.#run);
  }
}

/**
 * Kills what there is of a run, and resolves once it is gone. Without /proc that is its leader's process group. A leader
 * that has long been gone must be left out: its number may be another's by now.
 */
export async function killRemains(
  run: Omit<RunProcesses, "leader"> & { leader?: number },
): Promise<void> {
  const giveUpAt = performance.now() + STUCK_AFTER_MS;
  if (!hasProcfs && run.leader !== undefined) signalGroup(run.leader, "SIGKILL");
  for (let wait = FIRST_LOOK_MS; killMembers(run) > 0; wait = Math.min(2 * wait, LONGEST_LOOK_MS)) {
    if (performance.now() > giveUpAt) return;
    await sleep(wait);
  }
}

/** Sends SIGKILL to every process of the run but the caller. @returns how many there were. */
export function killMembers(run: Partial<RunProcesses>): number {
  const members = membersOf(run);
  for (const pid of members) signalProcess(pid, "SIGKILL");
  return members.length;
}

export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  signalProcess(-leader, signal);
}

/** Signals a process, or with a negative number a group; one that has ended is left alone. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ESRCH" && code !== "EPERM") throw error; // it has ended; or it ended and waits to be reaped (macOS)
  }
}
