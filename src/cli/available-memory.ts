import { readFileSync } from "node:fs";
import { freemem } from "node:os";

/** Bytes that can be had without swapping: Linux's estimate, which counts the file cache; elsewhere what is free. */
export function availableMemory(): number {
  try {
    const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync("/proc/meminfo", "utf8"))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // no /proc: not Linux
  }
  return freemem();
}
