import { readOrNull } from "./procfs.js";

/**
 * Tells whether the kernel's out-of-memory killer struck: by the `oom_kill` counter of our own control group, in which
 * runs are too. Each counted kill explains the end of one process: a run that was killed by somebody else soon after is not
 * blamed on memory.
 */
export class OomWatch {
  readonly #count: () => number | null;
  #explained: number;

  constructor(count: () => number | null = countOomKills) {
    this.#count = count;
    this.#explained = count() ?? 0;
  }

  /** Kills so far: to be passed to `explains` as `since`. */
  get total(): number {
    return this.#count() ?? 0;
  }

  /** Is there a kill after `since` that explains a process's end? It is then used up. */
  explains(since: number): boolean {
    const first = Math.max(this.#explained, since);
    if (this.total <= first) return false;
    this.#explained = first + 1;
    return true;
  }
}

/** Null where no counter can be read: not Linux, or control groups are hidden. */
function countOomKills(): number | null {
  const text = counterFiles()
    .map(readOrNull)
    .find((content) => content !== null);
  const count = text?.match(/^oom_kill (\d+)$/m)?.[1];
  return count === undefined ? null : Number(count);
}

/** Version 2 (memory.events), then version 1 (memory.oom_control), each as the group's path and as a container sees it. */
function counterFiles(): string[] {
  const groups = (readOrNull("/proc/self/cgroup") ?? "").split("\n").map((line) => line.split(":"));
  const unified = groups.find(([id]) => id === "0")?.[2] ?? "";
  const memory = groups.find(([, controllers]) => controllers === "memory")?.[2] ?? "";
  return [
    `/sys/fs/cgroup${unified}/memory.events`,
    "/sys/fs/cgroup/memory.events",
    `/sys/fs/cgroup/memory${memory}/memory.oom_control`,
    "/sys/fs/cgroup/memory/memory.oom_control",
  ];
}
