import type { ExitReport } from "../../protocol/exit-report.js";
import { descendantsOf, membersOf } from "./process-table.js";
import { currentRss, hasProcfs, peakRss, readStat, TICKS_PER_SECOND } from "./procfs.js";
import { SystemLog, type Usage } from "./system-log.js";

const FIRST_SAMPLE_MS = 50; // so that short commands are measured too
const SAMPLE_INTERVAL_MS = 1_000;

export interface ResourceUseOptions {
  /** system.jsonl */
  file: string;
  /**
   * Is everything of the run in this very process? Without /proc no other can be seen: then nothing is written over time where
   * the run is another process.
   */
  isOwnProcess: boolean;
}

/**
 * What this process and its descendants use, from construction on.
 *
 * Memory: the largest single process's peak. Our own is exact; a descendant's is read while it lives, so that growth in its
 * last second or so is missed. `process.resourceUsage().maxRSS` would be wrong: Linux lets it begin at the peak of the process
 * that started us. CPU: our own from our own start, and that of every descendant that was waited for; one that was killed
 * as a leftover is missing. Over time (system.jsonl) the living descendants' counts, too.
 */
export class ResourceUse {
  readonly #log: SystemLog | null;
  #descendantsPeak = 0;

  constructor({ file, isOwnProcess }: ResourceUseOptions) {
    const onProblem = (error: unknown) =>
      console.error(`sweep: could not write ${file}, what the run uses is not recorded:`, error);
    const isSeen = hasProcfs || isOwnProcess;
    this.#log = isSeen ? new SystemLog({ file, begin: usageOf(livingPids()), onProblem }) : null;
    this.#sampleAfter(FIRST_SAMPLE_MS);
  }

  total(): Pick<ExitReport, "max_rss_bytes" | "cpu_seconds"> {
    this.#sample({ isLast: true });
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const own = peakRss("self") ?? maxRSS * 1024;
    return {
      max_rss_bytes: Math.max(own, this.#descendantsPeak),
      cpu_seconds: (userCPUTime + systemCPUTime) / 1e6 + childrenSeconds("self"),
    };
  }

  #sampleAfter(delay: number): void {
    const next = () => {
      this.#sample();
      this.#sampleAfter(Math.min(2 * delay, SAMPLE_INTERVAL_MS));
    };
    setTimeout(next, delay).unref(); // the trainer alone decides how long the process lives
  }

  #sample(options: { isLast?: boolean } = {}): void {
    const pids = livingPids();
    const peaks = pids.map((pid) => peakRss(pid) ?? 0);
    this.#descendantsPeak = Math.max(this.#descendantsPeak, ...peaks);
    this.#log?.add(usageOf(pids), options);
  }
}

function livingPids(): number[] {
  return descendantsOf(process.pid) ?? membersOf({ leader: process.pid });
}

/** A descendant that was waited for is in its parent's count: the sum over the living is that over all. */
function usageOf(descendants: readonly number[]): Usage {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1e6 + childrenSeconds("self");
  return {
    time: Date.now(),
    cpuSeconds: descendants.reduce((sum, pid) => sum + secondsOf(pid), own),
    rss: descendants.reduce((sum, pid) => sum + (currentRss(pid) ?? 0), process.memoryUsage.rss()),
  };
}

function secondsOf(pid: number): number {
  return (readStat(pid)?.ticks ?? 0) / TICKS_PER_SECOND + childrenSeconds(pid);
}

function childrenSeconds(pid: number | "self"): number {
  return (readStat(pid)?.childrenTicks ?? 0) / TICKS_PER_SECOND;
}
