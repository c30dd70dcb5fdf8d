import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SystemLog, type Usage } from "../../../src/executors/local/system-log.js";
import { readSystemSamples } from "../../../src/protocol/system-use.js";
import { temporaryRunsDir } from "../harness.js";

const begin: Usage = { time: 10_000, cpuSeconds: 3, rss: 0 };

function createLog({ mostSamples = 4, file = join(temporaryRunsDir(), "system.jsonl") } = {}) {
  const problems: unknown[] = [];
  const onProblem = (error: unknown) => problems.push(error);
  return { file, problems, log: new SystemLog({ file, begin, mostSamples, onProblem }) };
}

const usage = (second: number, cpuSeconds: number, rss: number): Usage => {
  return { time: begin.time + 1000 * second, cpuSeconds, rss };
};

it("records the cores that were busy since the sample before, and what was used before the beginning not at all", () => {
  const { file, log } = createLog();
  log.add(usage(1, 4.5, 100));
  log.add(usage(3, 4.75, 90));
  expect(readSystemSamples(file)).toEqual([
    { time: 11_000, cpu: 1.5, rss: 100 },
    { time: 13_000, cpu: 0.125, rss: 90 },
  ]);
});

it("joins neighbours when it is full, and then writes a line for twice the time", () => {
  const { file, log } = createLog({ mostSamples: 4 });
  [1, 2, 3, 4, 5].forEach((second, i) => {
    log.add(usage(second, 3 + second * (i + 1), 100 - second));
  });
  const joined = readSystemSamples(file);
  expect(joined.map(({ time }) => time)).toEqual([12_000, 14_000, 15_000]);
  expect(joined.map(({ rss }) => rss)).toEqual([99, 97, 95]);
  expect(joined.map(({ cpu }) => cpu)).toEqual([2, 6, 9]); // (1 + 3) / 2, (5 + 7) / 2, 9
  log.add(usage(6, 28, 500));
  expect(readSystemSamples(file)).toHaveLength(3);
  log.add(usage(7, 29, 10));
  expect(readSystemSamples(file).at(-1)).toEqual({ time: 17_000, cpu: 0.5, rss: 500 });
});

it("loses no CPU time however often it is thinned out", () => {
  const { file, log } = createLog({ mostSamples: 8 });
  let used = begin.cpuSeconds;
  for (let second = 1; second <= 500; second++) {
    used += (second % 7) / 4;
    log.add(usage(second, used, second), { isLast: second === 500 });
  }
  const samples = readSystemSamples(file);
  expect(samples.length).toBeLessThanOrEqual(8);
  let before = begin.time;
  let total = 0;
  for (const { time, cpu } of samples) {
    total += (cpu * (time - before)) / 1000;
    before = time;
  }
  expect(before).toBe(begin.time + 500_000);
  expect(total).toBeCloseTo(used - begin.cpuSeconds, 0);
});

it("tells once that it cannot write, and does not disturb the run", () => {
  const file = join(temporaryRunsDir(), "system.jsonl");
  mkdirSync(file);
  const { log, problems } = createLog({ file });
  log.add(usage(1, 4, 1));
  log.add(usage(2, 4, 1));
  expect(problems).toHaveLength(1);
  expect(String(problems[0])).toContain("EISDIR");
});

it("writes nothing for a moment of no length", () => {
  const { file, log } = createLog();
  log.add({ ...begin, rss: 1 }, { isLast: true });
  expect(existsSync(file)).toBe(false);
  log.add(usage(1, 3, 7));
  expect(readFileSync(file, "utf8")).toBe('{"time":11000,"cpu":0,"rss":7}\n');
});
