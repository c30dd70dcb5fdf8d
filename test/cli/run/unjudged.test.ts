/** A metric of the experiment that its own script never logs: the compiled program, and what it tells. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { describeMisjudged, describeUnjudged } from "../../../src/cli/run/unjudged.js";
import { runRecord } from "./fixtures.js";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const FIXTURES = fileURLToPath(new URL("../../fixtures/trainers", import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sweep-unjudged-"));
  const dir = folder;
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
});

/** Each run behaves as one of these fixtures, or logs nothing. */
function write(metric: string, fixtures: string[]): void {
  const experiment = {
    command: [process.execPath, "--input-type=module", "-e", SCRIPT],
    metric: { name: metric, goal: "minimize" },
    parameters: { fixture: { values: fixtures } },
  };
  writeFileSync(join(folder, "demo.yaml"), JSON.stringify(experiment)); // JSON is YAML, too
}

const SCRIPT = `
const { parameters } = JSON.parse((await import("node:fs")).readFileSync(process.env.SWEEP_CONFIG, "utf8"));
if (parameters.fixture !== "silent") await (await import("${FIXTURES}/" + parameters.fixture + ".mjs")).run(process.env);
`;

function run(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [MAIN, "run", "demo.yaml", ...options],
    { cwd: folder, encoding: "utf8" },
  );
  return { code: status, stdout, stderr };
}

describe("a metric that no run logs", () => {
  it("ends the sweep with 1, what was logged instead and what was probably meant", () => {
    write("los", ["finish", "nan-loss"]);
    const message =
      "sweep: demo.yaml  metric.name: expected a metric that the runs log, got `los` (did you mean `loss`?): " +
      "2 runs finished and logged `loss`; once it is mended, the same command judges them as they are\n";
    expect(run()).toMatchObject({ code: 1, stderr: message });
    expect(run("--json")).toMatchObject({ code: 1, stderr: message });
    write("loss", ["finish", "nan-loss"]);
    const mended = run();
    expect(mended).toMatchObject({ code: 0, stderr: "" });
    expect(mended.stdout).toContain("2 finished (2 of them cached)");
  });

  it("is told of a script that logs nothing, too, with where the lines belong", () => {
    write("loss", ["silent"]);
    expect(run()).toMatchObject({
      code: 1,
      stderr:
        "sweep: demo.yaml  metric.name: expected a metric that the runs log, got `loss`: 1 run finished and logged none " +
        "(docs/trainers.md: lines of JSON in the file named by SWEEP_EVENTS)\n",
    });
  });

  it("is told beside the runs that failed", () => {
    write("los", ["finish", "crash"]);
    const { code, stderr } = run();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^sweep: 1 run failed\ndemo\.yaml {2}metric\.name: expected /);
  });
});

/** Two points of `loss`, and a summary before, between or after them. */
function writeTelling(lines: readonly object[]): void {
  const script = `require("node:fs").appendFileSync(process.env.SWEEP_EVENTS, ${JSON.stringify(lines.map((line) => `${JSON.stringify(line)}\n`).join(""))})`;
  const experiment = {
    command: [process.execPath, "-e", script],
    metric: { name: "loss", goal: "minimize" },
  };
  writeFileSync(join(folder, "demo.yaml"), JSON.stringify(experiment));
}

const points = [1, 3].map((loss, step) => ({ type: "metrics", step, values: { loss } }));
const told = (loss: unknown) => ({ type: "summary", values: { loss } });

describe("a summary with the metric's name", () => {
  it("is what the run is judged by, also where it came first, and the last of several", () => {
    for (const lines of [
      [...points, told(3)],
      [told(3), ...points],
      [told(2), ...points, told(3)],
    ]) {
      writeTelling(lines);
      const { code, stdout, stderr } = run();
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).not.toContain("warning");
      expect(stdout).toMatch(/^RUN +PARAMETERS +loss +TOOK\n\w{12} +demo +3 /m);
    }
  });

  it("is a warning where it is no number, and the best value counts", () => {
    writeTelling([told("0.6"), ...points]);
    const { stdout } = run();
    expect(stdout).toMatch(
      /warning: .*events\.jsonl: summary `loss`: expected a finite number, as a metric has this name, got `"0.6"`; the best value that was logged counts\n/,
    );
    expect(stdout).toMatch(/^\w{12} +demo +1 /m);
  });

  it("judges nothing alone, which the run is told of", () => {
    writeTelling([told(3)]);
    expect(run()).toMatchObject({
      code: 1,
      stderr:
        "sweep: demo.yaml  metric.name: expected a metric that the runs log, got `loss`: 1 run finished and told it in the summary alone, " +
        "which counts beside a value that was logged: log it as a metric, too (docs/trainers.md)\n",
    });
  });
});

it("a metric that some runs lack is a warning of one line, which names them", () => {
  write("loss", ["finish", "silent"]);
  const { code, stdout, stderr } = run();
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^warning: 1 of 2 finished runs logged no `loss`: [0-9a-f]{12}$/m);
});

it("of many runs and many metrics the first eight are named", () => {
  const ids = Array.from({ length: 9 }, (_, i) => String(i));
  const found = {
    runs: ids.map((id) => runRecord(id)),
    finished: 10,
    logged: ids,
  };
  expect(describeUnjudged(found, "x")).toBe(
    "9 of 10 finished runs logged no `x`: 0, 1, 2, 3, 4, 5, 6, 7, …",
  );
  expect(describeMisjudged(found, "loss")).toContain(
    "logged `0`, `1`, `2`, `3`, `4`, `5`, `6`, `7`, …;",
  );
});
