import { expect, it } from "vitest";
import { LocalExecutor } from "../../../src/executors/local/local-executor.js";
import type { Program } from "../../../src/protocol/host-messages.js";
import { readSystemSamples } from "../../../src/protocol/system-use.js";
import { type Behaviour, launchOf, temporaryRunsDir } from "../harness.js";
import { hostEntry } from "./host-entry.js";

const MEGABYTE = 2 ** 20;

async function run(what: Program | Behaviour) {
  const runsDir = temporaryRunsDir();
  const launch = launchOf(runsDir, what);
  const { report } = await (await new LocalExecutor({ runsDir, hostEntry }).start(launch)).ended;
  if (report?.code !== 0) throw new Error(`expected exit code 0, got ${JSON.stringify(report)}`);
  return { report, samples: readSystemSamples(launch.paths.system) };
}

async function reportOf(argv: string[]) {
  return (await run({ kind: "command", argv, cwd: "/" })).report;
}

it("does not count the orchestrator's own memory as the run's", async () => {
  const ballast = Buffer.alloc(400 * MEGABYTE, 1);
  const report = await reportOf(["true"]);
  expect(report.max_rss_bytes).toBeLessThan(200 * MEGABYTE);
  expect(ballast.at(-1)).toBe(1); // it was there all the time
});

it("counts the memory of a command's descendants", async () => {
  const allocate = "const b = Buffer.alloc(300 * 2 ** 20, 1); setTimeout(() => b, 3_000)"; // seen by a sample a second
  const report = await reportOf(["sh", "-c", '"$0" -e "$1"; true', process.execPath, allocate]);
  expect(report.max_rss_bytes).toBeGreaterThan(300 * MEGABYTE);
});

it("counts the CPU time of a command's descendants", async () => {
  const spin = "while (process.cpuUsage().user < 500_000);";
  const report = await reportOf(["sh", "-c", '"$0" -e "$1"; true', process.execPath, spin]);
  expect(report.cpu_seconds).toBeGreaterThan(0.5);
});

it("records over time what a command's descendants use, from the first moments to the last", async () => {
  const work =
    "const b = Buffer.alloc(200 * 2 ** 20, 1); while (process.cpuUsage().user < 1_500_000); b.at(-1)";
  const argv = ["sh", "-c", '"$0" -e "$1"; true', process.execPath, work];
  const { report, samples } = await run({ kind: "command", argv, cwd: "/" });
  expect(samples.length).toBeGreaterThan(3);
  expect(Math.max(...samples.map(({ rss }) => rss))).toBeGreaterThan(200 * MEGABYTE);
  expect(cpuSecondsOf(samples, report.started_at)).toBeGreaterThan(1.4);
  expect(samples.at(-1)?.time).toBeGreaterThan(report.ended_at - 1_000);
});

it("records what a trainer uses that runs inside the host", async () => {
  const { samples } = await run("module finish");
  expect(samples.at(-1)?.rss).toBeGreaterThan(20 * MEGABYTE);
});

function cpuSecondsOf(samples: Awaited<ReturnType<typeof run>>["samples"], begin: number): number {
  return samples.reduce((sum, { time, cpu }, i) => {
    return sum + (cpu * (time - (samples[i - 1]?.time ?? begin))) / 1000;
  }, 0);
}
