import { execFileSync } from "node:child_process";
import { hostname } from "node:os";
import type { Liveness, ProcessIdentity } from "../../core/process-identity.js";
import { RUN_DIR_VARIABLE } from "../../protocol/environment.js";
import {
  childrenOf,
  hasEnded,
  hasProcfs,
  listPids,
  readOrNull,
  readStat,
  startedWith,
} from "./procfs.js";

const BOOT_ID = readOrNull("/proc/sys/kernel/random/boot_id")?.trim() ?? ""; // without /proc start times are absolute

/** The identity of a process of this machine; one that has ended already gets `startTime` 0. */
export function identify(pid: number): ProcessIdentity {
  const startTime = startTimeOf(pid);
  const known = typeof startTime === "number" ? startTime : 0;
  return { host: hostname(), bootId: BOOT_ID, pid, startTime: known };
}

/** Dead means proven dead: a process that cannot be looked at, but exists, is alive. */
export function liveness(identity: ProcessIdentity): Liveness {
  if (identity.host !== hostname()) return "elsewhere";
  if (identity.bootId !== BOOT_ID) return "dead";
  const startTime = startTimeOf(identity.pid);
  return startTime === identity.startTime || startTime === "unreadable" ? "alive" : "dead";
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

/** Has the process ended? Also when its parent has not been told yet. */
export function isOver(pid: number): boolean {
  return startTimeOf(pid) === "ended";
}

/** Children, their children and so on, for as long as their parents live; null where the kernel does not list them. */
export function descendantsOf(pid: number): number[] | null {
  const children = childrenOf(pid);
  return children?.flatMap((child) => [child, ...(descendantsOf(child) ?? [])]) ?? null;
}

function startTimeOf(pid: number): number | "ended" | "unreadable" {
  if (!exists(pid)) return "ended";
  if (!hasProcfs) return startTimeFromPs(pid) ?? "ended";
  const stat = readStat(pid);
  if (stat === null) return "unreadable"; // for example because we may open no more files
  return hasEnded(stat) ? "ended" : stat.startTime;
}

/** True of zombies, too. */
function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // it is somebody else's
  }
}

/** Where there is no /proc: seconds since 1970, as `ps` of BSD, macOS and Linux tells them; null for no such process. */
export function startTimeFromPs(pid: number): number | null {
  try {
    const options = { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } } as const;
    const text = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], options);
    return Date.parse(text.trim()) / 1000;
  } catch {
    return null; // ps answers with exit code 1
  }
}
