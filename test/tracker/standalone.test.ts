import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { LocalExecutor } from "../../src/executors/local/local-executor.js";
import { eventsOf, launchOf, temporaryRunsDir } from "../executors/harness.js";
import { hostEntry } from "../executors/local/host-entry.js";

const script = fileURLToPath(new URL("../fixtures/trainers/tracked.mjs", import.meta.url));

it("prints readable lines when the script is run without sweep", () => {
  const cwd = mkdtempSync(join(tmpdir(), "sweep-standalone-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const output = execFileSync(process.execPath, [script], { cwd, encoding: "utf8" });
  expect(output.split("\n")).toEqual([
    "step 0  epoch 0  loss 0.1",
    "1/2 epoch  training",
    "step 10  epoch 1  loss 0.05",
    "2/2 epoch  training",
    "artifact model.json (model)",
    "summary  params 7",
    "",
  ]);
  expect(existsSync(join(cwd, "artifacts", "model.json"))).toBe(true);
});

it.each(["module tracked", "command tracked"] as const)(
  "reports to the run when sweep runs it: %s",
  async (behaviour) => {
    const runsDir = temporaryRunsDir();
    const launch = launchOf(runsDir, behaviour, { parameters: { learning_rate: 0.5 } });
    const { report } = await (await new LocalExecutor({ runsDir, hostEntry }).start(launch)).ended;
    expect(report).toMatchObject({ code: 0 });
    expect(eventsOf(launch.paths)).toMatchObject([
      { type: "metrics", step: 0, epoch: 0, values: { loss: 0.5 } },
      { type: "progress", done: 1, total: 2, unit: "epoch" },
      { type: "metrics", step: 10, epoch: 1, values: { loss: 0.25 } },
      { type: "progress", done: 2, total: 2, unit: "epoch" },
      { type: "artifact", path: "model.json", kind: "model" },
      { type: "summary", values: { params: 7 } },
    ]);
  },
);
