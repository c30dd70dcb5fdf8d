/**
 * system.jsonl: what an attempt's processes use while it runs, one JSON object a line, oldest first. The supervisor writes it,
 * not the trainer. It never grows beyond MOST_SAMPLES lines: then pairs of neighbours become one line each, and every later
 * line covers twice the time.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";

/** About two for each pixel column of a chart, and 60 kB. */
export const MOST_SAMPLES = 1_024;

export const systemSample = z.object({
  /** Milliseconds since 1970, at the end of the time that the sample covers. */
  time: z.number(),
  /** Cores busy, on average since the sample before. */
  cpu: z.number().min(0),
  /** Highest sum of the processes' resident bytes; pages that they share count in each. */
  rss: z.number().min(0),
});
export type SystemSample = z.infer<typeof systemSample>;

export function formatSystemSample({ time, cpu, rss }: SystemSample): string {
  return `${JSON.stringify({ time, cpu: Number(cpu.toFixed(3)), rss })}\n`;
}

/** The samples in that file; none where there is no file. A line that is being written is left out. */
export function readSystemSamples(file: string): SystemSample[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return []; // the run has not begun, or its system does not tell
  }
  const lines = text
    .slice(0, text.lastIndexOf("\n") + 1)
    .split("\n")
    .slice(0, -1);
  return lines.flatMap((line) => {
    const parsed = systemSample.safeParse(parseJson(line));
    return parsed.success ? [parsed.data] : [];
  });
}

/** Neighbours joined in pairs: half as many samples of twice the time. `begin` is when the first one's time began. */
export function joinPairs(samples: readonly SystemSample[], begin: number): SystemSample[] {
  const joined: SystemSample[] = [];
  let before = begin;
  for (let i = 0; i + 1 < samples.length; i += 2) {
    const [first, second] = [samples[i], samples[i + 1]] as [SystemSample, SystemSample]; // i + 1 is within
    joined.push(joinTwo(first, second, before));
    before = second.time;
  }
  return samples.length % 2 === 0 ? joined : [...joined, ...samples.slice(-1)];
}

function joinTwo(first: SystemSample, second: SystemSample, begin: number): SystemSample {
  const [a, b] = [first.time - begin, second.time - first.time];
  const cpu = a + b > 0 ? (first.cpu * a + second.cpu * b) / (a + b) : second.cpu;
  return { time: second.time, cpu, rss: Math.max(first.rss, second.rss) };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // a supervisor was killed while it wrote
  }
}
