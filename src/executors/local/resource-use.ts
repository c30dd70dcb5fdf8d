import type { ExitReport } from "../../protocol/exit-report.js";
import { descendantsOf, membersOf } from "./process-table.js";
import { peakRss, readStat, TICKS_PER_SECOND } from "./procfs.js";

const FIRST_SAMPLE_MS = 50; // so that short commands are measured too
const SAMPLE_INTERVAL_MS = 1_000;

/**
 * What this process and its descendants use, from construction on.
 *
 * Memory: the largest single process's peak. Our own is exact; a descendant's is read while it lives, so that growth in its
 * last second or so is missed. `process.resourceUsage().maxRSS` would be wrong: Linux lets it begin at the peak of the process
 * that started us. CPU: our own from our own start, and that of every descendant that was waited for; one that was killed
 * as a leftover is missing.
 */
export class ResourceUse {
  #descendantsPeak = 0;

  constructor() {
    this.#sampleAfter(FIRST_SAMPLE_MS);
  }

  total(): Pick<ExitReport, "max_rss_bytes" | "cpu_seconds"> {
    this.#sample();
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const own = peakRss("self") ?? maxRSS * 1024;
    const childrenSeconds = (readStat("self")?.childrenTicks ?? 0) / TICKS_PER_SECOND;
    return {
      max_rss_bytes: Math.max(own, this.#descendantsPeak),
      cpu_seconds: (userCPUTime + systemCPUTime) / 1e6 + childrenSeconds,
    };
  }

  #sampleAfter(delay: number): void {
    const next = () => {
      this.#sample();
      this.#sampleAfter(Math.min(2 * delay, SAMPLE_INTERVAL_MS));
    };
    setTimeout(next, delay).unref(); // the trainer alone decides how long the process lives
  }

  #sample(): void {
    const pids = descendantsOf(process.pid) ?? membersOf({ leader: process.pid });
    const peaks = pids.map((pid) => peakRss(pid) ?? 0);
    this.#descendantsPeak = Math.max(this.#descendantsPeak, ...peaks);
  }
}
