/** The bundle's server as a real process, started as its Dockerfile does. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { PredictReply } from "../../../src/api/predict.js";
import { ownAnswers, trainedModel } from "../../serving/trained.js";
import { realDigits } from "../../trainers/digits/support.js";
import { buildAssets, RUN, workspaceWith } from "./exported.js";

const ROWS = 5;
const { images } = realDigits(ROWS);
const rows = Array.from({ length: ROWS }, (_, row) =>
  Array.from(images.subarray(row * 784, (row + 1) * 784)),
);

let assets: string;
let modelDir: string;
let expected: number[];
let child: ChildProcess | null = null;

beforeAll(async () => {
  assets = buildAssets();
  modelDir = await trainedModel({ digits: 500, epochs: 1 });
  expected = Array.from(await ownAnswers(modelDir, images));
});
afterAll(() => {
  rmSync(assets, { recursive: true });
  rmSync(modelDir, { recursive: true });
});
afterEach(() => {
  child?.kill("SIGKILL");
  child = null;
});

async function exported() {
  const { exportBundle, site } = workspaceWith(modelDir, assets);
  await exportBundle();
  return { site };
}

/** How a server ends that cannot begin. */
function outcome(site: string, settings: Record<string, string>) {
  const env = { PATH: process.env.PATH, HOST: "127.0.0.1", ...settings };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["server.mjs"], {
    ...{ cwd: site, env, encoding: "utf8", timeout: 30_000 },
  });
  return { status, stdout, stderr };
}

/** Exports a bundle and runs the Dockerfile's CMD in it. */
async function start() {
  const { site } = await exported();
  const dockerfile = readFileSync(join(site, "Dockerfile"), "utf8");
  const [, command = "[]"] = /\nCMD (\[.*\])/.exec(dockerfile) ?? [];
  const [program, ...args] = JSON.parse(command) as string[];
  expect(program).toBe("node");
  const env = { PATH: process.env.PATH, HOST: "127.0.0.1", PORT: "0" };
  const started = spawn(process.execPath, args, {
    cwd: site,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = started;
  const [line] = (await once(createInterface(started.stdout), "line")) as [string];
  const url =
    /^run 8c1dfe02ab34, by WebAssembly: (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1] ?? line;
  return { started, site, dockerfile, url };
}

function post(url: string, body: unknown, type = "application/json"): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(`${url}/predict`, { method: "POST", headers: { "Content-Type": type }, body: text });
}

test("a PORT that is none is told in one line, and the process ends with 1", async () => {
  const { site } = await exported();
  for (const port of ["http", "-1", "65536", "80.5"])
    expect(outcome(site, { PORT: port })).toEqual({
      status: 1,
      stdout: "",
      stderr: `PORT: expected a whole number from 0 to 65535, got ${port}\n`,
    });
});

test("a port that is in use and a host that is elsewhere are each told in one line, and the process ends with 1", async () => {
  const { site, url } = await start();
  const { port } = new URL(url);
  expect(outcome(site, { PORT: port })).toEqual({
    status: 1,
    stdout: "",
    stderr: `PORT: expected a free port, but ${port} is in use: name another, as in PORT=${Number(port) + 1} node server.mjs\n`,
  });
  expect(outcome(site, { HOST: "192.0.2.1", PORT: "0" })).toEqual({
    status: 1,
    stdout: "",
    stderr: "HOST: expected an address of this machine, got 192.0.2.1\n",
  });
});

test("answers as the network does, one picture and several", async () => {
  const { url } = await start();
  const many = (await (await post(url, { instances: rows })).json()) as PredictReply;
  const probabilities = many.predictions.flatMap((each) => each.probabilities);
  expect(probabilities).toHaveLength(expected.length);
  probabilities.forEach((probability, i) => {
    expect(probability).toBeCloseTo(expected[i] ?? Number.NaN, 4);
  });
  const one = (await (await post(url, { pixels: rows[3] })).json()) as PredictReply;
  expect(one.predictions[0]?.label).toBe(many.predictions[3]?.label);
  expect(one.model.run).toBe(RUN);
});

test("says who the model is and whether it is well, and serves the page and nothing else", async () => {
  const { url } = await start();
  const get = async (path: string) => {
    const response = await fetch(url + path);
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      text: await response.text(),
    };
  };
  expect(JSON.parse((await get("/health")).text)).toEqual({ status: "ok", run: RUN });
  expect(JSON.parse((await get("/model")).text)).toMatchObject({
    run: RUN,
    weights: expect.any(Number),
  });
  expect(await get("/")).toMatchObject({ status: 200, type: "text/html; charset=utf-8" });
  expect((await get("/engine.js")).type).toBe("text/javascript; charset=utf-8");
  for (const path of [
    "/server.mjs",
    "/package.json",
    "/../package.json",
    "/%2e%2e/x",
    "/constructor",
  ])
    expect(await get(path)).toMatchObject({ status: 404 });
});

test("what it cannot answer is refused with what was expected", async () => {
  const { url } = await start();
  const refusal = async (body: unknown, type?: string) => {
    const response = await post(url, body, type);
    const { error } = (await response.json()) as { error: { message: string } };
    return `${response.status} ${error.message}`;
  };
  expect(await refusal({ pixels: [1, 2] })).toBe("400 pixels: expected 784 grey levels, got 2");
  expect(await refusal({ instances: [rows[0], [...(rows[1] ?? []).slice(1), 256]] })).toBe(
    "400 instances.1: number 784: expected a whole number from 0 to 255, got 256",
  );
  expect(await refusal("{")).toMatch(/^400 body: expected `{"pixels": \[784 grey levels\]}` or /);
  expect(await refusal("x", "image/png")).toBe(
    "400 Content-Type: expected application/json, got image/png",
  );
  expect(await refusal(" ".repeat(5 * 1024 * 1024))).toBe(
    "413 body: expected at most 4194304 bytes",
  );
  expect((await fetch(`${url}/predict`)).status).toBe(405);
  expect((await post(url, { pixels: rows[0] })).status).toBe(200);
});

test("on SIGTERM a request under way is answered, then the process ends with 0", async () => {
  const { started, url } = await start();
  const headers = { "Content-Type": "application/json" };
  const open = request(`${url}/predict`, { method: "POST", headers });
  const body = JSON.stringify({ pixels: rows[0] });
  await new Promise<void>((resolve) => open.write(body.slice(0, 100), () => resolve()));
  await fetch(`${url}/health`); // the other connection's beginning was read before this was answered
  started.kill("SIGTERM");
  await expect
    .poll(() =>
      fetch(`${url}/health`).then(
        () => "answers",
        () => "refuses",
      ),
    )
    .toBe("refuses");
  open.end(body.slice(100));
  const [response] = (await once(open, "response")) as [{ statusCode: number; resume(): void }];
  response.resume();
  expect(response.statusCode).toBe(200);
  expect(await once(started, "exit")).toEqual([0, null]);
});

test("the Dockerfile's health check says whether the server answers", async () => {
  const { dockerfile, started, url } = await start();
  const [, command = "[]"] = /HEALTHCHECK[^[]*CMD (\[.*\])/.exec(dockerfile) ?? [];
  const [, ...args] = JSON.parse(command) as string[];
  const check = async () => {
    const probe = spawn(process.execPath, args, { env: { PORT: new URL(url).port } });
    return (await once(probe, "exit"))[0];
  };
  expect(await check()).toBe(0);
  started.kill("SIGKILL");
  await once(started, "exit");
  expect(await check()).toBe(1);
});
