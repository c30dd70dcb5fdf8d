import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_RUNS } from "../fixtures/demo-store.js";
import { type Demo, openDemo } from "./demo.js";
import { type Listening, listen, rawGet } from "./listen.js";

describe("the application", () => {
  let demo: Demo;
  let server: Listening;
  const defects: unknown[] = [];
  beforeAll(async () => {
    demo = openDemo();
    const onDefect = (error: unknown) => void defects.push(error);
    server = await listen({ ...demo.deps, hostNames: ["lab-machine"], onDefect });
  });
  afterAll(async () => {
    await server.close();
    demo.remove();
  });

  it("answers JSON that is never kept, under a policy that allows nothing from elsewhere", async () => {
    const response = await fetch(`${server.url}/api/sweeps`);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; script-src 'self';/,
    );
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("x-powered-by")).toBeNull();
  });

  it.each(["/", `/runs/${DEMO_RUNS.plain}`])("serves the dashboard's page at %s", async (path) => {
    const response = await fetch(server.url + path);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toContain("<title>sweep</title>");
  });

  it("serves the dashboard's files", async () => {
    const response = await fetch(`${server.url}/app.js`);
    expect(response.headers.get("content-type")).toMatch(/javascript/);
  });

  it.each(["/api/nothing", "/nothing", "/app.css.map", "/runs"])(
    "answers 404 with an error in JSON at %s",
    async (path) => {
      const response = await fetch(server.url + path);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({
        error: { code: "not-found", message: `nothing answers GET ${path}` },
      });
    },
  );

  it("shows a browser the dashboard's page, which leads back, where nothing is; the API answers JSON", async () => {
    const headers = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
    const page = await fetch(`${server.url}/nothere`, { headers });
    expect(page.status).toBe(404);
    expect(await page.text()).toContain("<title>sweep</title>");
    const api = await fetch(`${server.url}/api/nothere`, { headers });
    expect(await api.json()).toMatchObject({ error: { code: "not-found" } });
  });

  it("answers nothing but GET", async () => {
    const response = await fetch(`${server.url}/api/sweeps`, { method: "POST" });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: { code: "not-found", message: "nothing answers POST /api/sweeps" },
    });
  });

  it.each([
    ["/api/runs/nope", 404, "not-found"],
    ["/api/runs?limit=0", 400, "usage"],
    ["/api/runs/%E0%A4%A", 400, "usage"],
  ])("answers %s with status %i and code %s", async (path, status, code) => {
    const response = await rawGet(server.url, path);
    expect(response.status).toBe(status);
    expect(JSON.parse(response.body)).toMatchObject({ error: { code } });
  });

  it("sends a picture that a browser may keep", async () => {
    const response = await fetch(`${server.url}/api/runs/${DEMO_RUNS.plain}/rows/3.png`);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("cache-control")).toBe("private, max-age=3600");
  });

  it("sends an artifact as a download under its name", async () => {
    const path = `/api/runs/${DEMO_RUNS.batchNorm}/artifacts/model/model.json`;
    const response = await fetch(server.url + path);
    expect(response.headers.get("content-disposition")).toBe("attachment; filename=model.json");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toEqual({ format: "layers-model" });
  });

  it.each([
    "../output.log",
    "..%2foutput.log",
    "model/../../output.log",
    "%2e%2e/%2e%2e/sweep.db",
    "..%5coutput.log",
    "%00",
  ])("never leaves the artifacts folder for `%s`", async (path) => {
    const whole = `/api/runs/${DEMO_RUNS.batchNorm}/artifacts/${path}`;
    const response = await rawGet(server.url, whole);
    expect(response.status).toBe(404);
    expect(response.body).not.toContain("loading data");
  });

  it.each(["evil.example", "127.0.0.1.evil.example:80", "localhost.evil.example"])(
    "refuses a request that was made under the name `%s` (DNS rebinding)",
    async (host) => {
      const response = await rawGet(server.url, "/api/sweeps", { host });
      expect(response.status).toBe(403);
      expect(JSON.parse(response.body)).toEqual({
        error: {
          code: "usage",
          message: `Host: expected localhost, an IP address or lab-machine, got \`${host}\``,
        },
      });
    },
  );

  it.each(["localhost:4600", "127.0.0.1", "[::1]:4600", "192.168.1.5:4600", "LAB-machine:4600"])(
    "answers a request that was made under the name `%s`",
    async (host) => {
      expect((await rawGet(server.url, "/api/sweeps", { host })).status).toBe(200);
    },
  );

  it("tells of a defect of its own without failing further requests", async () => {
    const { store } = demo.deps;
    const original = store.metricNames;
    store.metricNames = () => {
      throw new TypeError("boom");
    };
    const response = await fetch(`${server.url}/api/metrics`);
    store.metricNames = original;
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: { code: "internal", message: "boom" } });
    expect(defects).toEqual([new TypeError("boom")]);
    expect((await fetch(`${server.url}/api/metrics`)).status).toBe(200);
  });

  it("says how to build the dashboard where it has not been built", async () => {
    rmSync(join(demo.deps.assetsDir, "index.html"));
    const response = await fetch(server.url);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("build the dashboard first: npm run build:dashboard");
  });
});
