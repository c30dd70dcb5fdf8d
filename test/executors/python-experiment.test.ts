import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Parameters } from "../../src/core/json.js";
import { LocalExecutor } from "../../src/executors/local/local-executor.js";
import { parseEventLine } from "../../src/protocol/events.js";
import {
  PREDICTIONS_FILE,
  parsePredictions,
  predictedClasses,
} from "../../src/protocol/predictions.js";
import { eventsOf, launchOf, temporaryRunsDir } from "./harness.js";
import { hostEntry } from "./local/host-entry.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const script = join(root, "experiments/python/train.py");
const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** Runs the experiment's command as the scheduler would. */
async function train(args: string[], parameters: Parameters = {}) {
  const runsDir = temporaryRunsDir();
  const program = { kind: "command" as const, argv: ["python3", script, ...args], cwd: root };
  const { paths, ...launch } = launchOf(runsDir, program, { parameters });
  const executor = new LocalExecutor({ runsDir, hostEntry });
  const { report } = await (await executor.start({ ...launch, paths })).ended;
  const curve = eventsOf(paths).flatMap((event) =>
    event.type === "metrics" ? [event.values.val_accuracy] : [],
  );
  return { report, paths, curve };
}

describe.skipIf(!hasPython)("experiments/python (needs python3)", () => {
  it("writes only events that are understood, and the best epoch's predictions", async () => {
    const { report, paths, curve } = await train(["--learning_rate=2", "--epochs=3"]);
    expect(report).toMatchObject({ code: 0 });
    const lines = readFileSync(paths.events, "utf8").trimEnd().split("\n").map(parseEventLine);
    expect(lines.filter((line) => !line.ok)).toEqual([]);
    expect(curve).toHaveLength(3);
    const predictions = parsePredictions(
      readFileSync(join(paths.artifacts, PREDICTIONS_FILE), "utf8"),
    );
    const predicted = predictedClasses(predictions);
    const right = predicted.filter((digit, i) => digit === predictions.labels[i]).length;
    const best = Math.max(...curve.map(Number));
    expect(right / predicted.length).toBe(best);
    expect(best).toBeGreaterThan(0.6); // the best possible is 0.74, a guess 0.1
    expect(best).not.toBe(curve.at(-1)); // such long steps make it worse again
    expect(predictions.rows[0]).toBe(1_000); // validation rows come after the training rows
  });

  it("takes parameters from config.json where it is given no arguments, and repeats a run exactly", async () => {
    const parameters = { learning_rate: 0.5, batch_size: 64, epochs: 2 };
    const byConfig = await train([], parameters);
    const byArguments = await train(["--learning_rate=0.5", "--batch_size=64", "--epochs=2"]);
    expect(byConfig.curve).toHaveLength(2);
    expect(byConfig.curve).toEqual(byArguments.curve);
  });

  it("fails with Python's own words for an argument that it does not know", async () => {
    const { report } = await train(["--momentum=0.9"]);
    expect(report).toMatchObject({
      code: 2,
      message: "train.py: error: unrecognized arguments: --momentum=0.9",
    });
  });

  it("prints what it reports when it is run by hand", () => {
    const cwd = temporaryRunsDir();
    const { stdout, status } = spawnSync("python3", [script, "--epochs=1"], {
      cwd,
      encoding: "utf8",
    });
    expect(status).toBe(0);
    const types = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).type);
    expect(types).toEqual(["summary", "metrics", "progress", "artifact"]);
  });
});
