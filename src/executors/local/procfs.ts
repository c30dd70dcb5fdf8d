/** Linux's /proc, see proc(5). On other systems nothing is found there, and callers fall back. */
import { readdirSync, readFileSync } from "node:fs";

export const TICKS_PER_SECOND = 100; // USER_HZ, part of Linux's interface to user space on every architecture Node runs on

export interface ProcessStat {
  /** One letter; Z and X are processes that have ended. */
  state: string;
  session: number;
  /** Clock ticks since boot. */
  startTime: number;
  /** Clock ticks of the process itself, user and system. */
  ticks: number;
  /** Clock ticks, user and system, of the descendants that have been waited for. */
  childrenTicks: number;
}

export const hasProcfs = readOrNull("/proc/self/stat") !== null;

/** @returns null when there is no such process. */
export function readStat(pid: number | "self"): ProcessStat | null {
  const text = readOrNull(`/proc/${pid}/stat`);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" "); // the name before may hold spaces and brackets
  const field = (number: number) => Number(fields[number - 3]); // numbered as in proc(5), where the state is field 3
  return {
    state: fields[0] ?? "X",
    session: field(6),
    startTime: field(22),
    ticks: field(14) + field(15),
    childrenTicks: field(16) + field(17),
  };
}

export function hasEnded(stat: ProcessStat): boolean {
  return stat.state === "Z" || stat.state === "X"; // a zombie stays listed until its parent looks, which may be never
}

/** Stopped by a signal (T), or by a debugger (t). */
export function isStopped(stat: ProcessStat): boolean {
  return stat.state === "T" || stat.state === "t";
}

export function listPids(): number[] {
  return hasProcfs ? readdirSync("/proc").map(Number).filter(Number.isInteger) : [];
}

/** The process's living children; null when it is gone, or the kernel was built without CONFIG_PROC_CHILDREN. */
export function childrenOf(pid: number): number[] | null {
  const lists = threadsOf(pid).map((thread) => readOrNull(`/proc/${pid}/task/${thread}/children`));
  if (lists.every((list) => list === null)) return null;
  return lists.flatMap((list) => (list ?? "").split(" ").filter(Boolean).map(Number));
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // as in readOrNull
  }
}

/** Was the process started with this variable in its environment? False where we may not look. */
export function startedWith(pid: number, name: string, value: string): boolean {
  return readOrNull(`/proc/${pid}/environ`)?.split("\0").includes(`${name}=${value}`) ?? false;
}

/** Most memory the process ever had resident, in bytes; null where that is not known. */
export function peakRss(pid: number | "self"): number | null {
  const kilobytes = readOrNull(`/proc/${pid}/status`)?.match(/^VmHWM:\s+(\d+) kB$/m)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

/** Memory that the process has resident now, in bytes; null where that is not known. */
export function currentRss(pid: number | "self"): number | null {
  const kilobytes = readOrNull(`/proc/${pid}/status`)?.match(/^VmRSS:\s+(\d+) kB$/m)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}

export function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null; // not Linux, the process is gone, or it is not ours to look at
  }
}
