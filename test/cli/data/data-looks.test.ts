import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { DataLooks } from "../../../src/cli/data/data-looks.js";
import { formatDataLook } from "../../../src/cli/data/format-data-look.js";
import { coloursFor } from "../../../src/cli/format/colours.js";
import type { DataLook } from "../../../src/core/data-look.js";
import type { DataRequest } from "../../../src/core/data-source.js";
import { samplers } from "../../../src/search/index.js";
import { backends } from "../../../src/trainers/backends/index.js";
import { trainers } from "../../../src/trainers/index.js";
import { until } from "../../executors/harness.js";
import { csv, TRAIN_HEADER, testCsv, trainRow } from "../../trainers/digits/data/support.js";

/** The compiled worker: tests start what users start. */
const entry = new URL("../../../dist/cli/data/worker.js", import.meta.url);

function createProject() {
  const cwd = mkdtempSync(join(tmpdir(), "sweep-data-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  };
  const rows = Array.from({ length: 40 }, (_, row) => trainRow(row));
  write("mine/train.csv", csv([TRAIN_HEADER, ...rows, ...rows]));
  write("mine/test.csv", testCsv(30));
  write("a.yaml", "name: a\nmethod: grid\nparameters: {}\ndata: {path: mine, validation: 0.25}\n");
  write(
    "command.yaml",
    "name: c\ncommand: [true]\nmethod: grid\nmetric: {name: m, goal: minimize}\nparameters: {}\n",
  );
  const runsDir = join(cwd, "runs");
  const looks = new DataLooks({ runsDir, cwd, plugins: { trainers, samplers, backends }, entry });
  return { cwd, runsDir, looks, write };
}

async function ready(looks: DataLooks, request: DataRequest): Promise<DataLook> {
  return until(() => {
    const state = looks.look(request);
    return state.state === "ready" && state.look;
  });
}

const experiment = (file: string): DataRequest => ({ kind: "experiment", file });

it("looks at the data that an experiment names, in a thread of its own, and keeps what it found", async () => {
  const { cwd, runsDir, looks } = createProject();
  expect(looks.look(experiment("a.yaml"))).toMatchObject({ state: "working" });
  const look = await ready(looks, experiment("a.yaml"));
  expect(look).toMatchObject({
    source: "files",
    train: { file: join(cwd, "mine/train.csv"), rows: 80 },
    test: { rows: 30 },
    split: { kind: "one", fraction: 0.25, train: 60, validation: 20 },
  });
  expect(look.classes.map(({ rows }) => rows)).toEqual(Array(10).fill(8));
  expect(look.classes.map(({ parts }) => parts)).toEqual(Array(10).fill([6, 2]));
  expect(look.duplicates.exact).toBe(40);
  expect(readdirSync(join(runsDir, "cache/looks"))).toHaveLength(1);
});

it("looks at the data that a run was given, which may lie elsewhere by now", async () => {
  const { runsDir, looks, write } = createProject();
  const described = await ready(looks, experiment("a.yaml"));
  const [cache = ""] = readdirSync(join(runsDir, "cache/digits")).map((name) =>
    join(runsDir, "cache/digits", name),
  );
  const file = (look: DataLook["train"], labelled: boolean) => {
    return { file: "/moved.csv", sha256: look.sha256, rows: look.rows, labelled, cache };
  };
  const { split } = described;
  if (split.kind !== "one") throw new Error("expected one split");
  const { fraction, seed, sha256, validation } = split;
  const data = {
    source: "files",
    train: file(described.train, true),
    test: file(described.test, false),
    sample_submission: null,
    validation: { fraction, seed, rows: validation, sha256 },
  };
  const config = {
    run_id: "r",
    experiment: "a",
    name: "r",
    attempt: 1,
    parameters: {},
    seed: 1,
    data,
    threads: 1,
  };
  write(
    "runs/r/config.json",
    JSON.stringify({ ...config, metric: { name: "m", goal: "minimize" }, cache_dir: "/c" }),
  );
  const look = await ready(looks, { kind: "run", id: "r" });
  expect(look.train.file).toBe("/moved.csv");
  expect(look.classes).toEqual(described.classes);
});

it("tells how folds divide the rows, whichever of them a run keeps for validation", async () => {
  const { cwd, looks, write } = createProject();
  write("cv.yaml", "name: cv\ncross_validation: 3\nparameters: {}\ndata: {path: mine}\n");
  const look = await ready(looks, experiment("cv.yaml"));
  expect(look.split).toEqual({ kind: "folds", seed: 1, folds: [27, 27, 26] });
  expect(look.parts).toEqual(["fold 1", "fold 2", "fold 3"]);
  const sums = [0, 1, 2].map((fold) =>
    look.classes.reduce((sum, { parts }) => sum + (parts[fold] ?? 0), 0),
  );
  expect(sums).toEqual([27, 27, 26]);
  const text = formatDataLook(look, {
    ...{ colours: coloursFor({ isTTY: false }, {}), width: 100, now: 0, cwd },
  });
  expect(text).toContain("folds          3 of 26 to 27 rows (seed 1): each judges what all others");
  expect(text).toMatch(/CLASS {2}FOLD 1 {2}FOLD 2 {2}FOLD 3/);
  expect(text).not.toContain("for validation,");
});

it("says what is wrong with a cell, and looks again when it is asked again", async () => {
  const { looks, write } = createProject();
  const good = trainRow(1);
  write("mine/train.csv", csv([TRAIN_HEADER, ["x", ...good.slice(1)]]));
  const problem = await until(() => {
    try {
      looks.look(experiment("a.yaml"));
      return null;
    } catch (error) {
      return error as Error;
    }
  });
  expect(problem.message).toMatch(/^mine\/train\.csv:2:1 {2}label: expected/);
  expect(looks.look(experiment("a.yaml"))).toMatchObject({ state: "working" });
});

it("says when there are no data that it could look at", () => {
  const { looks } = createProject();
  expect(() => looks.look(experiment("command.yaml"))).toThrow(
    "c: its command alone knows its data",
  );
  expect(() => looks.look({ kind: "run", id: "r" })).toThrow("run r: it recorded no data");
  expect(() => looks.look(experiment("missing.yaml"))).toThrow(
    "missing.yaml: expected an experiment's YAML file",
  );
});

it("reads no file outside the project on a browser's behalf", () => {
  const { looks } = createProject();
  for (const file of ["../a.yaml", "/etc/passwd", "mine/train.csv"])
    expect(() => looks.look(experiment(file))).toThrow(
      `experiment: expected a YAML file of this project, got \`${file}\``,
    );
});

it("is told as text", async () => {
  const { cwd, looks } = createProject();
  const look = await ready(looks, experiment("a.yaml"));
  const colours = coloursFor({ isTTY: false }, {});
  const text = formatDataLook(look, { colours, width: 100, now: 0, cwd });
  expect(text).toContain("training file  mine/train.csv, 80 rows");
  expect(text).toMatch(/CLASS {2}TRAIN {2}VALIDATION/);
  expect(text).toContain("equal pictures   40 pairs");
});
