import { appendFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { PredictReply } from "../../src/api/predict.js";
import { runPaths } from "../../src/protocol/run-paths.js";
import { promoteRun, undoPromotion } from "../../src/selection/promotion.js";
import { digitPng } from "../../src/trainers/digits/data/pictures.js";
import { createWorkspace, START } from "../selection/workspace.js";
import { realDigits } from "../trainers/digits/support.js";
import { serveChampion } from "./running.js";
import { addRunWith, ownAnswers, trainedModel } from "./trained.js";

const FIRST = "8c1dfe02ab34";
const SECOND = "9d2eaf13bc45";
const ROWS = 5;

const { images } = realDigits(ROWS);
const rows = Array.from({ length: ROWS }, (_, row) =>
  Array.from(images.subarray(row * 784, (row + 1) * 784)),
);

let modelDir: string;
let expected: number[];

beforeAll(async () => {
  modelDir = await trainedModel({ digits: 500, epochs: 1 });
  expected = Array.from(await ownAnswers(modelDir, images));
});
afterAll(() => rmSync(modelDir, { recursive: true }));

/** Two runs with this model, the first one champion, served. */
async function served(leaveOut: readonly string[] = []) {
  const workspace = createWorkspace();
  const { store, runsDir } = workspace;
  addRunWith(modelDir, workspace, [FIRST, SECOND], leaveOut);
  const promote = (id: string) => {
    const run = store.getRun(id);
    if (run) promoteRun(store, { run, reason: "test", now: START });
  };
  promote(FIRST);
  const server = await serveChampion(store, runsDir);
  onTestFinished(() => server.close());
  const post = (type: string, body: string | Buffer) =>
    fetch(`${server.url}/predict`, { method: "POST", headers: { "Content-Type": type }, body });
  const get = async (path: string) => (await fetch(server.url + path)).text();
  return { ...server, store, runsDir, promote, post, get };
}

async function probabilities(response: Response): Promise<number[]> {
  const { predictions } = (await response.json()) as PredictReply;
  return predictions.flatMap((prediction) => prediction.probabilities);
}

function expectClose(found: readonly number[], wanted: readonly number[]) {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(wanted[i] ?? Number.NaN, 5);
  });
}

test("JSON, CSV and PNG are answered as submissions are", async () => {
  const { post } = await served();
  const instances = JSON.stringify({ instances: rows });
  expectClose(await probabilities(await post("application/json", instances)), expected);
  expectClose(await probabilities(await post("text/csv", rows.join("\n"))), expected);
  const png = digitPng(images.subarray(0, 784));
  expectClose(await probabilities(await post("image/png", png)), expected.slice(0, 10));
});

test("a run without a model.onnx is served with its saved model", async () => {
  const { post, get } = await served(["model.onnx"]);
  expectClose(await probabilities(await post("text/csv", rows.join("\n"))), expected);
  expect(JSON.parse(await get("/model")).model.file).toBe("model/weights.bin");
});

test("no request of a stream is dropped while champions change, and undoing a promotion brings the old one back", async () => {
  const { post, promote, check, store, get, problems } = await served();
  const runs: string[] = [];
  let isOver = false;
  const ask = async () => {
    while (!isOver) {
      const response = await post("text/csv", `${rows[0]}`);
      expect(response.status).toBe(200);
      runs.push(((await response.json()) as PredictReply).model.run);
    }
  };
  const streams = Promise.all([ask(), ask(), ask()]);
  const answeredBy = (run: string) => expect.poll(() => runs.at(-1)).toBe(run);
  await answeredBy(FIRST);
  promote(SECOND);
  await check();
  await answeredBy(SECOND);
  undoPromotion(store, START);
  await check();
  await answeredBy(FIRST);
  isOver = true;
  await streams;
  expect(problems).toEqual([]);
  const metrics = await get("/metrics");
  expect(metrics).toContain(
    `sweep_http_requests_total{path="/predict",status="200"} ${runs.length}\n`,
  );
  expect(metrics).toContain(`sweep_predictions_total ${runs.length}\n`);
  expect(metrics).toContain(`sweep_predict_duration_seconds_count ${runs.length}\n`);
  expect(metrics).toContain("sweep_model_swaps_total 2\n");
});

test("a champion whose model was changed is not served, and health says so", async () => {
  const { promote, check, runsDir, get } = await served();
  appendFileSync(join(runPaths(runsDir, SECOND).artifacts, "model/model.onnx"), "x");
  promote(SECOND);
  await check();
  expect(JSON.parse(await get("/health"))).toMatchObject({
    status: "ok",
    run: FIRST,
    problem: expect.stringContaining("model/model.onnx was changed after the run recorded it"),
  });
});

test("the description names every path, and its schemas are those of the answers", async () => {
  const { get } = await served();
  const description = JSON.parse(await get("/openapi.json"));
  expect(description.openapi).toBe("3.1.0");
  const paths = ["/predict", "/model", "/health", "/metrics", "/openapi.json"];
  expect(Object.keys(description.paths)).toEqual(paths);
  const { content } = description.paths["/model"].get.responses[200];
  const card = JSON.parse(await get("/model"));
  expect(content["application/json"].schema.required).toEqual(Object.keys(card));
});

test("what is wrong is answered as JSON that says what was expected", async () => {
  const { post, url } = await served();
  const refused = await post("application/json", '{"pixels":[1]}');
  expect(refused.status).toBe(400);
  expect(await refused.json()).toEqual({
    error: { code: "usage", message: "pixels: expected 784 grey levels, got 1" },
  });
  const large = await post("text/csv", Buffer.alloc(64 * 1024 * 1024 + 1));
  expect(large.status).toBe(413);
  expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
});
