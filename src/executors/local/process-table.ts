import { execFileSync } from "node:child_process";
import { hostname } from "node:os";
import type { ProcessIdentity } from "../../core/process-identity.js";
import { RUN_DIR_VARIABLE } from "../../protocol/environment.js";
import { hasEnded, hasProcfs, listPids, readOrNull, readStat, startedWith } from "./procfs.js";

/** The identity of a process of this machine; one that has ended already gets `startTime` 0. */
export function identify(pid: number): ProcessIdentity {
  return { host: hostname(), bootId: bootId(), pid, startTime: startTimeOf(pid) ?? 0 };
}

/** `elsewhere`: it belongs to another host, so that nobody here can know. */
export type Liveness = "alive" | "dead" | "elsewhere";

export function liveness(identity: ProcessIdentity): Liveness {
  if (identity.host !== hostname()) return "elsewhere";
  if (identity.bootId !== bootId()) return "dead";
  return startTimeOf(identity.pid) === identity.startTime ? "alive" : "dead";
}

/** False only when the process is proven dead: one on another host counts as alive. */
export function isAlive(identity: ProcessIdentity): boolean {
  return liveness(identity) !== "dead";
}

/**
 * The processes of a run that are still there, the caller left out: those in the session that its leader opened, and those
 * that were started with its folder in their environment and may have left the session. Without /proc none can be found.
 */
export function membersOf({ leader, runDir }: { leader?: number; runDir?: string }): number[] {
  return listPids().filter((pid) => {
    const stat = readStat(pid);
    if (stat === null || hasEnded(stat) || pid === process.pid) return false;
    if (stat.session === leader) return true;
    return runDir !== undefined && startedWith(pid, RUN_DIR_VARIABLE, runDir);
  });
}

/** Null when the process has ended. */
function startTimeOf(pid: number): number | null {
  if (!hasProcfs) return startTimeFromPs(pid);
  const stat = readStat(pid);
  return stat === null || hasEnded(stat) ? null : stat.startTime;
}

/** Where there is no /proc: seconds since 1970, as `ps` of BSD, macOS and Linux tells them. */
export function startTimeFromPs(pid: number): number | null {
  try {
    const options = { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } } as const;
    const text = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], options);
    return Date.parse(text.trim()) / 1000;
  } catch {
    return null; // ps answers with exit code 1 when there is no such process
  }
}

function bootId(): string {
  return readOrNull("/proc/sys/kernel/random/boot_id")?.trim() ?? ""; // elsewhere start times are absolute and need none
}
