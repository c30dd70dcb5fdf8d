/** Stops the processes of a run for a while, and lets them go on: POSIX job control, which no program can refuse. */
import { setTimeout as sleep } from "node:timers/promises";
import { SweepError } from "../../core/errors.js";
import { membersOf } from "./process-table.js";
import { isStopped, readStat } from "./procfs.js";
import { type RunProcesses, signalGroup, signalProcess } from "./terminate.js";

const LOOK_MS = 5; // a process stops when the kernel next schedules it: at once, unless it waits for a disk
const GIVE_UP_MS = 2_000; // the signal stays pending: what waits for a disk stops when it is served

/** @throws SweepError("environment") where processes cannot be stopped for a while. */
export function requirePausable(platform: NodeJS.Platform = process.platform): void {
  if (platform !== "win32") return;
  throw new SweepError(
    "environment",
    "pausing needs the signals SIGSTOP and SIGCONT, which Windows does not have: use `sweep stop`, and `sweep run` later",
  );
}

/** Resolves once every process of the run stands still. @returns false when there is none. */
export async function suspend(run: RunProcesses): Promise<boolean> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  signalGroup(run.leader, "SIGSTOP");
  for (;;) {
    const members = membersOf(run);
    const moving = members.filter((pid) => !standsStill(pid));
    for (const pid of moving) signalProcess(pid, "SIGSTOP"); // also those that left the group, or were born meanwhile
    if (moving.length === 0 || performance.now() > giveUpAt) return members.length > 0;
    await sleep(LOOK_MS);
  }
}

/** Wakes every process of the run. */
export function wake(run: RunProcesses): void {
  signalGroup(run.leader, "SIGCONT");
  for (const pid of membersOf(run)) signalProcess(pid, "SIGCONT");
}

function standsStill(pid: number): boolean {
  const stat = readStat(pid);
  return stat === null || isStopped(stat);
}
