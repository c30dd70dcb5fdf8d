import { expect, it } from "vitest";
import { LocalExecutor } from "../../../src/executors/local/local-executor.js";
import { launchOf, temporaryRunsDir } from "../harness.js";
import { hostEntry } from "./host-entry.js";

const MEGABYTE = 2 ** 20;

async function reportOf(argv: string[]) {
  const runsDir = temporaryRunsDir();
  const launch = launchOf(runsDir, { kind: "command", argv, cwd: "/" });
  const { report } = await (await new LocalExecutor({ runsDir, hostEntry }).start(launch)).ended;
  if (report?.code !== 0) throw new Error(`expected exit code 0, got ${JSON.stringify(report)}`);
  return report;
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
