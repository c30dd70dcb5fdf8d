import { appendFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CurveList, MetricNames } from "../../src/api/curves.js";
import type { LogChunk } from "../../src/api/log.js";
import type { PredictionReport } from "../../src/api/predictions.js";
import type { RunDetail, RunList } from "../../src/api/runs.js";
import type { SweepList } from "../../src/api/sweeps.js";
import { runPaths } from "../../src/protocol/run-paths.js";
import type { Reply } from "../../src/server/route.js";
import { createRoutes } from "../../src/server/routes/index.js";
import { DEMO_RUNS, DEMO_SWEEP } from "../fixtures/demo-store.js";
import { type Demo, openDemo } from "./demo.js";

let demo: Demo;
beforeAll(() => {
  demo = openDemo();
});
afterAll(() => demo.remove());

describe("GET /api/sweeps", () => {
  it("counts each sweep's runs by state and shows its file relative to the folder of the server", async () => {
    const { sweeps } = await getJson<SweepList>("/api/sweeps");
    expect(sweeps).toHaveLength(1);
    expect(sweeps[0]).toMatchObject({
      name: DEMO_SWEEP,
      file: "experiments/bn-aug.yaml",
      metric: { name: "val_accuracy", goal: "maximize" },
      states: { queued: 1, running: 1, finished: 2, failed: 1, cancelled: 0 },
      lost: 0,
    });
  });

  it("shows the whole path where the server was started elsewhere, as it is typed there", async () => {
    const elsewhere = createRoutes({ ...demo.deps, cwd: join(demo.deps.cwd, "elsewhere") });
    const route = elsewhere.find(({ path }) => path === "/api/sweeps");
    expect(await route?.handle({ params: {}, query: {} })).toMatchObject({
      value: { sweeps: [{ file: join(demo.deps.cwd, "experiments/bn-aug.yaml") }] },
    });
  });
});

describe("GET /api/runs", () => {
  it("lists a sweep's runs in the experiment's order, with what varies between them", async () => {
    const list = await getRuns({ sweep: DEMO_SWEEP });
    expect(list.runs.map(({ id }) => id)).toEqual(Object.values(DEMO_RUNS));
    expect(list.varying).toEqual(["learning_rate", "batch_norm", "augment"]);
    expect(list.revision).toBe(demo.deps.store.latestRevision());
  });

  it("gives the best and last value of the sweep's metric, progress and duration", async () => {
    const { runs } = await getRuns({ sweep: DEMO_SWEEP });
    const [summary] =
      demo.deps.store
        .summaries([DEMO_RUNS.batchNorm])
        .get(DEMO_RUNS.batchNorm)
        ?.filter(({ name }) => name === "val_accuracy") ?? [];
    expect(runs[1]).toMatchObject({
      score: { metric: "val_accuracy", best: summary?.max, last: summary?.last, count: 6 },
      progress: { done: 1776, total: 1776 },
      durationMs: 86_000,
      backend: "wasm",
      champion: true,
    });
    expect(runs[0]?.champion).toBe(false);
  });

  it("counts the duration of a running run up to now and gives none of a queued one", async () => {
    const { runs } = await getRuns({ sweep: DEMO_SWEEP });
    const running = demo.deps.store.getRun(DEMO_RUNS.augmented);
    expect(runs[2]?.durationMs).toBe(demo.deps.now() - (running?.startedAt ?? 0));
    expect(runs[3]?.durationMs).toBeNull();
  });

  it("tells why a run failed, and writes a NaN as text", async () => {
    const { runs } = await getRuns({ sweep: DEMO_SWEEP, where: "state = failed" });
    expect(runs).toHaveLength(1);
    expect(runs[0]?.outcome?.text).toMatch(/^exit code 1: loss became NaN in epoch 2/);
    const none = { best: null, min: null, max: null };
    expect(runs[0]?.metrics).toEqual({ loss: { ...none, last: "NaN", count: 1 } });
  });

  it("pages, and tells how many there are in all", async () => {
    const list = await getRuns({ sweep: DEMO_SWEEP, limit: "2", offset: "1" });
    expect(list.runs.map(({ id }) => id)).toEqual([DEMO_RUNS.batchNorm, DEMO_RUNS.augmented]);
    expect(list.total).toBe(5);
  });

  it("lists the runs of all sweeps where none is named", async () => {
    expect((await getRuns({})).total).toBe(5);
    expect((await getRuns({ where: "state = finished" })).total).toBe(2);
  });

  it("names the known sweeps when asked for another", async () => {
    await expect(getRuns({ sweep: "bn" })).rejects.toThrow(
      "sweep: expected one of `bn-aug`, got `bn`",
    );
  });

  it("says which parameter of the query is wrong", async () => {
    await expect(getRuns({ limit: "many" })).rejects.toThrow(
      /^limit: expected a whole number, got `many`/,
    );
    await expect(getRuns({ where: "state = done" })).rejects.toThrow(
      /^where, column 9: .*`queued`/,
    );
    await expect(getRuns({ stat: "failed" })).rejects.toThrow(
      /expected no other keys than .*, got `stat`/,
    );
  });
});

describe("GET /api/runs/:id", () => {
  it("gives attempts, artifacts, metrics and the command that reproduces the run", async () => {
    const detail = await getJson<RunDetail>("/api/runs/:id", { id: DEMO_RUNS.batchNorm });
    expect(detail.attempts).toMatchObject([{ attempt: 1, outcome: { type: "finished" } }]);
    expect(detail.artifacts.map(({ path }) => path)).toEqual([
      "model/model.json",
      "predictions.csv",
    ]);
    expect(detail.metrics.map(({ name }) => name)).toContain("val_loss");
    expect(detail.summary).toMatchObject({ backend: "wasm" });
    expect(detail.reproduce).toBe(
      `sweep run experiments/bn-aug.yaml --set name=bn-aug-${DEMO_RUNS.batchNorm} --set parameters.learning_rate=0.002 --set parameters.batch_norm=true --set parameters.augment=false --fresh`,
    );
  });

  it("says so when there is no such run", async () => {
    await expect(getJson("/api/runs/:id", { id: "nope" })).rejects.toThrow(
      "run: expected the id of a run, got `nope`",
    );
  });
});

describe("GET /api/curves", () => {
  it("gives the curves of several runs in the order asked for", async () => {
    const runs = [DEMO_RUNS.augmented, DEMO_RUNS.plain];
    const { curves } = await getJson<CurveList>(
      "/api/curves",
      {},
      { runs: runs.join(), metric: "val_loss" },
    );
    expect(curves.map(({ run }) => run)).toEqual(runs);
    expect(curves[0]).toMatchObject({
      steps: [296, 592, 888],
      epochs: [1, 2, 3],
      seconds: [14, 28, 42],
    });
    expect(curves[1]?.values).toEqual(
      demo.deps.store.curve(DEMO_RUNS.plain, "val_loss").map(({ value }) => value),
    );
  });

  it("gives an empty curve where a run has not logged the metric", async () => {
    const query = { runs: DEMO_RUNS.both, metric: "val_loss" };
    const { curves } = await getJson<CurveList>("/api/curves", {}, query);
    expect(curves).toEqual([
      {
        run: DEMO_RUNS.both,
        steps: [],
        epochs: [],
        seconds: [],
        values: [],
        count: 0,
        nonFinite: [],
      },
    ]);
  });

  it("tells where a run logged what is no number", async () => {
    const query = { runs: DEMO_RUNS.failed, metric: "loss" };
    const { curves } = await getJson<CurveList>("/api/curves", {}, query);
    expect(curves[0]?.nonFinite).toEqual([{ step: 310, epoch: 1.05, seconds: 9, kind: "NaN" }]);
    expect(curves[0]).toMatchObject({ values: [], count: 1 });
  });

  it("gives a part of a curve, in units of the axis that is asked for", async () => {
    const steps = async (part: Record<string, string>) => {
      const query = { runs: DEMO_RUNS.plain, metric: "val_loss", ...part };
      const { curves } = await getJson<CurveList>("/api/curves", {}, query);
      return curves[0]?.steps;
    };
    expect(await steps({ from: "600", to: "900" })).toEqual([592, 888, 1184]);
    expect(await steps({ axis: "time", from: "20", to: "50" })).toEqual([296, 592, 888, 1184]);
    expect(await steps({ axis: "epoch", from: "5" })).toEqual([1184, 1480, 1776]);
    await expect(steps({ axis: "miles" })).rejects.toThrow(/^axis: /);
  });

  it("refuses a list without runs", async () => {
    const query = { runs: ",", metric: "loss" };
    await expect(getJson("/api/curves", {}, query)).rejects.toThrow(
      /^runs: expected at least 1 item, got `,`/,
    );
  });
});

describe("GET /api/metrics", () => {
  it("names every metric that was logged", async () => {
    const { metrics } = await getJson<MetricNames>("/api/metrics");
    expect([...metrics].sort()).toEqual([
      "accuracy",
      "learning_rate",
      "loss",
      "val_accuracy",
      "val_loss",
    ]);
  });
});

describe("GET /api/runs/:id/predictions", () => {
  it("reports the run's answers on its validation rows", async () => {
    const report = await getPredictions(DEMO_RUNS.batchNorm);
    expect(report.rows).toBe(420);
    expect(report.correct + report.misclassifiedTotal).toBe(420);
    expect(report.confusion).toHaveLength(10);
  });

  it("reads the file anew once it has changed", async () => {
    const file = join(runPaths(demo.runsDir, DEMO_RUNS.plain).artifacts, "predictions.csv");
    expect((await getPredictions(DEMO_RUNS.plain)).rows).toBe(420);
    writeFileSync(file, "row,label,p0,p1\n7,1,0.25,0.75\n");
    utimesSync(file, 1, 1);
    expect(await getPredictions(DEMO_RUNS.plain)).toMatchObject({ rows: 1, correct: 1 });
  });

  it("names file and line of a malformed file", async () => {
    const file = join(runPaths(demo.runsDir, DEMO_RUNS.plain).artifacts, "predictions.csv");
    writeFileSync(file, "row,label,p0,p1\n7,1,0.25\n");
    await expect(getPredictions(DEMO_RUNS.plain)).rejects.toMatchObject({
      message: `${file}:2: expected 4 numbers`,
    });
  });

  it("says so when the run kept none", async () => {
    await expect(getPredictions(DEMO_RUNS.augmented)).rejects.toThrow(
      `run ${DEMO_RUNS.augmented} has no artifact \`predictions.csv\``,
    );
  });
});

describe("GET /api/runs/:id/rows/:row.png", () => {
  it("gives the row's picture", async () => {
    const reply = await get("/api/runs/:id/rows/:row.png", { id: DEMO_RUNS.plain, row: "7" });
    expect(reply).toMatchObject({ type: "bytes", contentType: "image/png" });
    expect(reply.type === "bytes" && Buffer.from(reply.bytes).subarray(1, 4).toString()).toBe(
      "PNG",
    );
  });

  it("says so when there is no such row, or what stands there is no row", async () => {
    const path = "/api/runs/:id/rows/:row.png";
    await expect(get(path, { id: DEMO_RUNS.plain, row: "42000" })).rejects.toThrow(
      `run ${DEMO_RUNS.plain} has no picture of row 42000`,
    );
    await expect(get(path, { id: DEMO_RUNS.plain, row: "one" })).rejects.toThrow(/^row: /);
  });
});

describe("GET /api/runs/:id/log", () => {
  it("gives what was added since an offset", async () => {
    const first = await getLog(DEMO_RUNS.augmented, "0");
    expect(first.text).toMatch(/^loading data\n/);
    expect(first.next).toBe(first.size);
    appendFileSync(runPaths(demo.runsDir, DEMO_RUNS.augmented).output, "epoch 3/6\n");
    const second = await getLog(DEMO_RUNS.augmented, String(first.next));
    expect(second).toMatchObject({ offset: first.next, text: "epoch 3/6\n" });
  });

  it("is empty for a run that has not begun", async () => {
    expect(await getLog(DEMO_RUNS.both, "0")).toEqual({ offset: 0, text: "", next: 0, size: 0 });
  });
});

describe("GET /api/runs/:id/artifacts/*path", () => {
  const path = "/api/runs/:id/artifacts/*path";

  it("gives out a recorded file", async () => {
    const reply = await get(path, { id: DEMO_RUNS.batchNorm, path: ["model", "model.json"] });
    expect(reply).toMatchObject({ type: "download", name: "model.json" });
  });

  it("does not give out a file that the run did not record", async () => {
    const artifacts = runPaths(demo.runsDir, DEMO_RUNS.batchNorm).artifacts;
    writeFileSync(join(artifacts, "secret.txt"), "secret");
    await expect(get(path, { id: DEMO_RUNS.batchNorm, path: ["secret.txt"] })).rejects.toThrow(
      `run ${DEMO_RUNS.batchNorm} has no artifact \`secret.txt\``,
    );
  });

  it.each(["../output.log", "link.txt", "/etc/hostname"])(
    "does not leave the artifacts folder for a recorded path `%s`",
    async (recorded) => {
      const { store } = demo.deps;
      const { artifacts } = runPaths(demo.runsDir, DEMO_RUNS.augmented);
      rmSync(join(artifacts, "link.txt"), { force: true });
      symlinkSync("/etc/hostname", join(artifacts, "link.txt"));
      recordArtifact(recorded);
      expect(store.listArtifacts(DEMO_RUNS.augmented).map((each) => each.path)).toContain(recorded);
      const params = { id: DEMO_RUNS.augmented, path: recorded.split("/") };
      await expect(get(path, params)).rejects.toThrow(`has no artifact \`${recorded}\``);
    },
  );
});

function recordArtifact(path: string): void {
  const runId = DEMO_RUNS.augmented;
  const artifact = { runId, path, kind: "file", bytes: 1, sha256: "00", createdAt: 1 };
  const offset = demo.deps.store.eventOffset(runId) + 1;
  const batch = { runId, attempt: 1, offset, metrics: [], progress: null, summary: {} };
  demo.deps.store.ingest({ ...batch, artifacts: [artifact] }, demo.deps.now());
}

const getRuns = (query: Record<string, string>) => getJson<RunList>("/api/runs", {}, query);
const getLog = (id: string, offset: string) =>
  getJson<LogChunk>("/api/runs/:id/log", { id }, { offset });

let routes: ReturnType<typeof createRoutes> | undefined;

async function getPredictions(id: string): Promise<PredictionReport> {
  return getJson<PredictionReport>("/api/runs/:id/predictions", { id });
}

async function getJson<T>(path: string, params: object = {}, query: object = {}): Promise<T> {
  const reply = await get(path, params, query);
  if (reply.type !== "json") throw new Error(`expected JSON, got ${reply.type}`);
  return JSON.parse(JSON.stringify(reply.value)) as T; // as it travels
}

async function get(path: string, params: object = {}, query: object = {}): Promise<Reply> {
  routes ??= createRoutes(demo.deps);
  const route = routes.find((each) => each.path === path);
  if (!route) throw new Error(`no route ${path}`);
  return route.handle({ params, query });
}
