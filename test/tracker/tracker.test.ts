import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { parseEventLine, type RunEvent } from "../../src/protocol/events.js";
import { type RunPaths, runEnvironment, runPaths } from "../../src/protocol/run-paths.js";
import { createTracker, type Tracker } from "../../src/tracker/index.js";

const CONFIG = {
  run_id: "run",
  experiment: "digits",
  name: "lr=0.1",
  attempt: 1,
  parameters: { learning_rate: 0.1 },
  seed: 42,
  metric: { name: "loss", goal: "minimize" },
  data: null,
  threads: 1,
  cache_dir: "/tmp/cache",
};

let paths: RunPaths;
let tracker: Tracker;

beforeEach(() => {
  const dir = mkdtempSync(join(tmpdir(), "sweep-tracker-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  paths = runPaths(dir, "run");
  mkdirSync(paths.artifacts, { recursive: true });
  writeFileSync(paths.config, JSON.stringify(CONFIG));
  tracker = createTracker({ ...runEnvironment("run", paths) });
});

function events(): RunEvent[] {
  if (!existsSync(paths.events)) return [];
  const lines = readFileSync(paths.events, "utf8").split("\n");
  expect(lines.pop()).toBe(""); // every line is ended
  return lines.map((line) => {
    const parsed = parseEventLine(line);
    if (!parsed.ok) throw new Error(parsed.problem);
    return parsed.event;
  });
}

it("reads config.json", () => {
  expect(tracker.config).toEqual(CONFIG);
  expect(tracker.artifactsDir).toBe(paths.artifacts);
});

it("names the file and the key when config.json is not a run's", () => {
  writeFileSync(paths.config, JSON.stringify({ ...CONFIG, seed: "42" }));
  const create = () => createTracker({ ...runEnvironment("run", paths) });
  expect(create).toThrow(`SWEEP_CONFIG: expected a run's configuration in ${paths.config}: `);
  expect(create).toThrow(/expected number, received string\n +→ at seed$/);
});

describe("log", () => {
  it("appends one event a call, with step, epoch and time", () => {
    const before = Date.now();
    tracker.log({ loss: 0.5, accuracy: 0.9 }, { step: 7, epoch: 1 });
    const [event] = events();
    expect(event).toMatchObject({
      type: "metrics",
      step: 7,
      epoch: 1,
      values: { loss: 0.5, accuracy: 0.9 },
    });
    expect(event?.time).toBeGreaterThanOrEqual(before);
  });

  it("counts steps on where none are given", () => {
    tracker.log({ loss: 3 });
    tracker.log({ loss: 2 }, { step: 10 });
    tracker.log({ loss: 1 });
    expect(events().map((event) => event.type === "metrics" && event.step)).toEqual([0, 10, 11]);
  });

  it("writes numbers that JSON lacks as strings", () => {
    tracker.log({ a: Number.NaN, b: Infinity, c: -Infinity });
    expect(events()).toMatchObject([{ values: { a: "NaN", b: "Infinity", c: "-Infinity" } }]);
  });

  it("refuses a value that is not a number, and names the metric", () => {
    const values = { loss: "0.5" } as unknown as Record<string, number>;
    expect(() => tracker.log(values)).toThrow(
      new TypeError("log: expected a number for `loss`, got string 0.5"),
    );
    expect(events()).toEqual([]);
  });

  it.each([-1, 0.5, Number.NaN])("refuses %d as a step", (step) => {
    expect(() => tracker.log({ loss: 1 }, { step })).toThrow(
      new TypeError(`log: expected \`step\` to be a whole number from 0, got ${step}`),
    );
  });

  it.each(["", "x".repeat(251)])("refuses a metric name of a wrong length", (name) => {
    expect(() => tracker.log({ [name]: 1 })).toThrow(
      `log: expected metric names of 1 to 250 characters, got one of ${name.length}`,
    );
  });

  it("refuses a line of more than 64 KiB, writing none of it", () => {
    const values = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`metric-${i}`, i]));
    expect(() => tracker.log(values)).toThrow(
      /^metrics: expected an event of at most 65536 bytes, got \d+; write large data to a file/,
    );
    expect(events()).toEqual([]);
  });

  it("does not count a refused call as a step", () => {
    expect(() => tracker.log({ "": 1 })).toThrow();
    tracker.log({ loss: 1 });
    expect(events()).toMatchObject([{ step: 0 }]);
  });
});

describe("progress", () => {
  it("tells how far the run is", () => {
    tracker.progress(3, 10, { unit: "epoch", status: "training" });
    tracker.progress(4, 0);
    expect(events()).toMatchObject([
      { type: "progress", done: 3, total: 10, unit: "epoch", status: "training" },
      { type: "progress", done: 4, total: 0, unit: "step", status: "" },
    ]);
  });

  it.each([
    [-1, 10],
    [1, Number.NaN],
    [Infinity, 1],
  ])("refuses %d of %d", (done, total) => {
    expect(() => tracker.progress(done, total)).toThrow(
      new TypeError(`progress: expected two numbers from 0, got ${done} and ${total}`),
    );
  });
});

describe("artifact", () => {
  it("takes paths relative to the artifacts folder, and absolute ones inside it", () => {
    mkdirSync(join(paths.artifacts, "pictures"));
    writeFileSync(join(paths.artifacts, "model.json"), "{}");
    writeFileSync(join(paths.artifacts, "pictures", "errors.png"), "png");
    tracker.artifact("model.json", "model");
    tracker.artifact(join(paths.artifacts, "pictures", "errors.png"), "picture");
    expect(events()).toMatchObject([
      { type: "artifact", path: "model.json", kind: "model" },
      { type: "artifact", path: "pictures/errors.png", kind: "picture" },
    ]);
  });

  it("refuses a file that is not there", () => {
    expect(() => tracker.artifact("model.json")).toThrow(
      new TypeError(
        `artifact: expected a file at ${join(paths.artifacts, "model.json")}, found none`,
      ),
    );
  });

  it("refuses a file outside the artifacts folder", () => {
    expect(() => tracker.artifact(paths.config)).toThrow(
      new TypeError(`artifact: expected a path inside ${paths.artifacts}, got ../config.json`),
    );
  });
});

it("keeps values that describe the run", () => {
  tracker.summary({ params: 7, backend: "wasm", best: Number.NaN, layers: [1, 2] });
  expect(events()).toMatchObject([
    { type: "summary", values: { params: 7, backend: "wasm", best: "NaN", layers: [1, 2] } },
  ]);
});
