import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { expect, it } from "vitest";
import { LocalExecution } from "../../../src/executors/local/execution.js";
import { OomWatch } from "../../../src/executors/local/oom.js";
import { identify } from "../../../src/executors/local/process-table.js";
import { type RunPaths, runPaths } from "../../../src/protocol/run-paths.js";
import { temporaryRunsDir } from "../harness.js";

/** What a host writes that does not know why its program was ended. */
const REPORT = JSON.stringify({
  ...{ code: null, signal: "SIGTERM", started_at: 1, ended_at: 2 },
  ...{ max_rss_bytes: null, cpu_seconds: null },
});

it("tells that time was over also where the host was late and saw only a signal", async () => {
  const end = await outlive();
  expect(end.report).toMatchObject({ signal: "SIGTERM", timed_out: true });
});

/** How an attempt ends that outlives its time and whose host, when it is ended for that, writes that report. */
async function outlive() {
  const paths = runPaths(temporaryRunsDir(), "run");
  mkdirSync(paths.dir);
  const host = await start(paths);
  const exited = once(host, "exit").then(([code, signal]) => ({ code, signal }));
  const execution = new LocalExecution({
    ...{ identity: identify(host.pid as number), paths, exited, startedAt: Date.now() },
    ...{ endAfterMs: 0, graceMs: 20_000, oom: new OomWatch() },
  });
  return execution.ended;
}

/** A host that is slow: of its own accord it ends nothing. */
async function start({ exit }: RunPaths): Promise<ChildProcess> {
  const program = `
    process.on("SIGTERM", () => {
      require("node:fs").writeFileSync(${JSON.stringify(exit)}, ${JSON.stringify(REPORT)});
      process.exit(1);
    });
    setInterval(() => {}, 1_000);
    console.log("ready");`;
  const host = spawn(process.execPath, ["-e", program], { detached: true });
  await once(host.stdout, "data");
  return host;
}
