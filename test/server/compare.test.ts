import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Comparison } from "../../src/api/compare.js";
import type { DisagreementReport } from "../../src/api/disagreements.js";
import { sha256 } from "../../src/core/hash.js";
import { codeCopy } from "../../src/protocol/environment-record.js";
import { runPaths } from "../../src/protocol/run-paths.js";
import { createRoutes } from "../../src/server/routes/index.js";
import { DEMO_RUNS } from "../fixtures/demo-store.js";
import { ENVIRONMENT } from "../scheduler/harness.js";
import { type Demo, openDemo } from "./demo.js";

const { plain, batchNorm, augmented, both } = DEMO_RUNS;
let demo: Demo;
beforeAll(() => {
  demo = openDemo();
});
afterAll(() => demo.remove());

async function getJson<T>(path: string, query: Record<string, string>): Promise<T> {
  const route = createRoutes(demo.deps).find((each) => each.path === path);
  const reply = await route?.handle({ params: {}, query });
  if (reply?.type !== "json") throw new Error("expected JSON");
  return JSON.parse(JSON.stringify(reply.value)) as T; // as it travels
}

describe("GET /api/compare", () => {
  const compare = (runs: string) => getJson<Comparison>("/api/compare", { runs });
  const rows = ({ sections }: Comparison, name: string) =>
    sections.find((section) => section.name === name)?.rows ?? [];

  it("sets parameters side by side, differences first", async () => {
    const comparison = await compare(`${batchNorm},${both}`);
    expect(comparison.runs).toMatchObject([
      { id: batchNorm, state: "finished", sweeps: ["bn-aug"] },
      { id: both, state: "queued" },
    ]);
    const parameters = rows(comparison, "parameters");
    expect(parameters.slice(0, 4).map(({ name, cells }) => [name, cells])).toEqual([
      ["augment", [{ value: false }, null]],
      ["augment.rotation", [null, { value: 10 }]],
      ["augment.zoom", [null, { value: 0.1 }]],
      ["augment.shift", [null, { value: 2 }]],
    ]);
    expect(parameters.slice(4).every(({ differs }) => !differs)).toBe(true);
    expect(parameters.map(({ name }) => name)).toContain("seed");
  });

  it("sets metrics side by side, the best by each one's goal", async () => {
    const comparison = await compare(`${plain},${batchNorm}`);
    const loss = rows(comparison, "metrics").find(({ name }) => name === "val_loss best");
    const summary = demo.deps.store.summaries([plain]).get(plain) ?? [];
    const min = summary.find(({ name }) => name === "val_loss")?.min;
    expect(loss).toMatchObject({ differs: true, unit: null });
    expect(loss?.cells[0]).toEqual({ value: min });
  });

  it("puts what explains a difference first, and times and rates, which always differ, last", async () => {
    const { store } = demo.deps;
    const metrics = ["images_per_second", "losses", "train_time"].map((name) => {
      return { name, step: 9, epoch: null, time: 0, value: 5 };
    });
    const summary = { "rows/s": 3, runtime: "node", epoch_seconds: 2 };
    const offset = store.eventOffset(augmented) + 100;
    const batch = { runId: augmented, attempt: 1, offset, progress: null, artifacts: [] };
    store.ingest({ ...batch, metrics, summary }, 1);
    const comparison = await compare(`${augmented},${batchNorm}`);
    expect(comparison.sections.map(({ name }) => name)).toEqual([
      ...["parameters", "code", "data", "environment"],
      ...["outcome", "metrics", "summary", "timing"],
    ]);
    const names = (section: string) => rows(comparison, section).map(({ name }) => name);
    expect(names("outcome").sort()).toEqual(["attempts", "outcome", "state"]);
    expect(names("metrics")).toContain("losses best");
    expect(names("summary")).toContain("runtime");
    expect(names("timing")).toEqual([
      "began",
      ...["images_per_second best", "images_per_second last", "images_per_second values"],
      ...["train_time best", "train_time last", "train_time values"],
      ...["rows/s", "epoch_seconds"],
      "duration",
    ]);
    expect(rows(comparison, "timing").at(-1)).toMatchObject({ unit: "seconds" });
  });

  it("shows in which environment and with which code each was started", async () => {
    const [before, after] = ["print(1)\n", "print(2)\n"];
    [before, after].forEach((text, i) => {
      const copy = codeCopy(demo.runsDir, sha256(text));
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, text);
      const file = { path: "train.py", sha256: sha256(text), bytes: 9, kept: true };
      const environment = { ...ENVIRONMENT, cores: 2 + i, files: [file] };
      const path = runPaths(demo.runsDir, i === 0 ? plain : batchNorm).environment;
      writeFileSync(path, JSON.stringify(environment));
    });
    const comparison = await compare(`${plain},${batchNorm}`);
    expect(rows(comparison, "environment")[0]).toMatchObject({ name: "cores", differs: true });
    expect(rows(comparison, "code")[0]).toMatchObject({ name: "train.py", unit: "hash" });
    expect(comparison.code[0]).toMatchObject({ path: "train.py", run: batchNorm, against: plain });
    expect(comparison.code[0]?.patch).toContain("-print(1)\n+print(2)\n");
  });

  it("takes from two to eight known runs", async () => {
    await expect(compare(plain)).rejects.toThrow("runs: expected 2 runs or more");
    await expect(compare(`${plain},${plain}`)).rejects.toThrow("runs: expected 2 runs or more");
    await expect(compare("a,b,c,d,e,f,g,h,i")).rejects.toThrow("runs: expected 8 runs at most");
    await expect(compare(`${plain},x`)).rejects.toThrow("run: expected the id of a run, got `x`");
  });
});

describe("GET /api/disagreements", () => {
  const path = "/api/disagreements";
  const runs = `${plain},${batchNorm}`;

  it("gives a page of the rows on which the runs differ, with counts and a test", async () => {
    const report = await getJson<DisagreementReport>(path, { runs, limit: "5" });
    expect(report).toMatchObject({ rows: 420, sameSplit: true });
    expect(report.disagreements).toHaveLength(5);
    expect(report.patterns.reduce((sum, { rows }) => sum + rows, 0)).toBe(report.total);
    const only = (pattern: string) =>
      report.patterns.find((each) => each.pattern === pattern)?.rows;
    expect(report.pairs[0]).toMatchObject({ onlyFirst: only("10"), onlySecond: only("01") });
    const [first] = report.runs;
    expect(first?.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(420);
    expect(first?.correct).toBe((first?.accuracy ?? 0) * 420);
  });

  it("keeps to one pattern, page by page", async () => {
    const all = await getJson<DisagreementReport>(path, { runs, pattern: "01", limit: "500" });
    expect(all.disagreements.every(({ pattern }) => pattern === "01")).toBe(true);
    expect(all.disagreements).toHaveLength(all.matching);
    const second = await getJson<DisagreementReport>(path, {
      runs,
      pattern: "01",
      limit: "2",
      offset: "2",
    });
    expect(second.disagreements).toEqual(all.disagreements.slice(2, 4));
    await expect(getJson(path, { runs, pattern: "right" })).rejects.toThrow(
      "pattern: expected a 0 or 1",
    );
  });

  it("says which run has no answers, or damaged ones", async () => {
    await expect(getJson(path, { runs: `${plain},${both}` })).rejects.toThrow(
      `run ${both} has no artifact \`predictions.csv\`: its answers cannot be compared`,
    );
    const file = join(runPaths(demo.runsDir, both).artifacts, "predictions.csv");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "row,label,p0,p1\n1,0,0.5\n");
    await expect(getJson(path, { runs: `${plain},${both}` })).rejects.toThrow(
      "predictions.csv:2: expected 4 numbers",
    );
    rmSync(file);
  });

  it("does not compare rows of different training files", async () => {
    const { store } = demo.deps;
    const sweep = store.saveSweep(
      {
        name: "other",
        description: "",
        source: "",
        file: "/o.yaml",
        method: "grid",
        metric: { name: "m", goal: "maximize" },
      },
      1,
    );
    const run = store.getRun(plain);
    if (!run) throw new Error("expected the demo's run");
    const definition = { ...run.definition, data: { train: "another", validation: "v" } };
    store.setSweepRuns(
      sweep.id,
      [{ id: "cccc00000001", key: "c", generation: 0, name: "c", definition }],
      1,
    );
    await expect(getJson(path, { runs: `${plain},cccc00000001` })).rejects.toThrow(
      `runs: expected one training file, but run ${plain} and run cccc00000001 were trained on different ones`,
    );
  });
});
