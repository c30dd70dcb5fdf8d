import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import {
  formatSystemSample,
  joinPairs,
  MOST_SAMPLES,
  type SystemSample,
} from "../../protocol/system-use.js";

/** What a run's processes have used when somebody looked. */
export interface Usage {
  /** Milliseconds since 1970. */
  time: number;
  /** CPU seconds from the start, all processes together. */
  cpuSeconds: number;
  /** Resident bytes now. */
  rss: number;
}

export interface SystemLogOptions {
  file: string;
  /** What was used when the attempt began. */
  begin: Usage;
  /** Told once when the file cannot be written; nothing more is recorded then. */
  onProblem(error: unknown): void;
  mostSamples?: number;
}

/** Writes system.jsonl. A line is appended for each span of time; the span doubles whenever the file is full. */
export class SystemLog {
  readonly #options: SystemLogOptions;
  readonly #begin: number;
  #samples: SystemSample[] = [];
  #last: Usage;
  /** Highest resident bytes since the last line. */
  #peak = 0;
  /** How many looks make a line, and how many there were since the last one. */
  #looksPerLine = 1;
  #looks = 0;
  #isBroken = false;

  constructor(options: SystemLogOptions) {
    this.#options = options;
    this.#last = options.begin;
    this.#begin = options.begin.time;
  }

  /** @param isLast - write a line in any case: the attempt ends. */
  add(usage: Usage, { isLast = false } = {}): void {
    if (this.#isBroken) return;
    this.#peak = Math.max(this.#peak, usage.rss);
    this.#looks++;
    if (this.#looks < this.#looksPerLine && !isLast) return;
    const sample = this.#sampleUntil(usage);
    if (sample === null) return;
    this.#samples.push(sample);
    this.#write(sample);
  }

  #sampleUntil(usage: Usage): SystemSample | null {
    const seconds = (usage.time - this.#last.time) / 1000;
    if (seconds <= 0) return null; // the clock was set back, or it is the same millisecond
    const used = usage.cpuSeconds - this.#last.cpuSeconds; // below 0 when a process ended that nobody waited for
    const sample = { time: usage.time, cpu: Math.max(0, used / seconds), rss: this.#peak };
    this.#last = usage;
    this.#peak = 0;
    this.#looks = 0;
    return sample;
  }

  #write(sample: SystemSample): void {
    const { file, onProblem, mostSamples = MOST_SAMPLES } = this.#options;
    try {
      if (this.#samples.length <= mostSamples) appendFileSync(file, formatSystemSample(sample));
      else this.#halve(file);
    } catch (error) {
      this.#isBroken = true;
      onProblem(error);
    }
  }

  #halve(file: string): void {
    this.#samples = joinPairs(this.#samples, this.#begin);
    this.#looksPerLine *= 2;
    const draft = `${file}.tmp`;
    writeFileSync(draft, this.#samples.map(formatSystemSample).join(""));
    renameSync(draft, file);
  }
}
