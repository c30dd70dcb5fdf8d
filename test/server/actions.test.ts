import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ControlReply } from "../../src/api/control.js";
import type { LaunchReply } from "../../src/api/launches.js";
import type { Actions } from "../../src/server/actions.js";
import type { Method, RawRequest } from "../../src/server/route.js";
import { createRoutes } from "../../src/server/routes/index.js";
import { DEMO_RUNS, DEMO_SWEEP } from "../fixtures/demo-store.js";
import { type Demo, openDemo } from "./demo.js";

const { plain, augmented } = DEMO_RUNS;
const LAUNCH: LaunchReply = {
  ...{ id: "1", command: "sweep run a.yaml", state: "starting", sweep: null },
  ...{ exitCode: null, output: "" },
};

let demo: Demo;
let calls: unknown[][];
beforeEach(() => {
  demo = openDemo();
  calls = [];
  demo.deps.actions = notingActions();
});
afterEach(() => demo.remove());

describe("POST /api/runs/control", () => {
  it("hands each run on once", async () => {
    await post("/api/runs/control", { action: "stop", ids: [augmented, augmented] });
    expect(calls).toEqual([["runs", "stop", [augmented]]]);
  });

  it("tells a lost run that had finished apart from one that is refused", async () => {
    const { store } = demo.deps;
    const refused = [augmented, plain].map((id) => ({ id, message: `no ${id}` }));
    const outcome = { outcome: { type: "finished" }, maxRssBytes: null, cpuSeconds: null } as const;
    const controlRuns = async () => {
      store.endRun(augmented, "finished", outcome, 0);
      return { done: [], refused, launch: null };
    };
    demo.deps.actions = { ...notingActions(), controlRuns, controlSweep: controlRuns };
    expect(await post("/api/runs/control", { action: "retry", ids: [augmented, plain] })).toEqual({
      done: [],
      refused: [refused[1]],
      settled: [augmented],
      launch: null,
    });
  });

  it("refuses unknown runs and unknown actions, and does nothing", async () => {
    await expect(post("/api/runs/control", { action: "stop", ids: ["nothing"] })).rejects.toThrow(
      "run: expected the id of a run, got `nothing`",
    );
    await expect(post("/api/runs/control", { action: "kill", ids: [plain] })).rejects.toThrow(
      /^action: expected `stop`, `pause`, `resume` or `retry`, got `/,
    );
    expect(calls).toEqual([]);
  });
});

describe("POST /api/sweeps/:name/control", () => {
  it("hands the sweep on", async () => {
    const path = "/api/sweeps/:name/control";
    await post(path, { action: "drain" }, { name: DEMO_SWEEP });
    expect(calls).toEqual([["sweep", "drain", DEMO_SWEEP]]);
    await expect(post(path, { action: "drain" }, { name: "none" })).rejects.toThrow(
      "sweep: expected one of `bn-aug`, got `none`",
    );
  });
});

describe("experiments", () => {
  it("are started with a number of runs at once, or without", async () => {
    const body = { file: "a.yaml", jobs: 2 };
    expect(await post("/api/experiments/start", body)).toEqual(LAUNCH);
    expect(calls).toEqual([["start", body]]);
    await expect(post("/api/experiments/start", { file: "a.yaml", jobs: 0 })).rejects.toThrow(
      /^jobs: /,
    );
  });

  it("that nobody started have no launch", async () => {
    await expect(get("/api/launches/:id", {}, { id: "2" })).rejects.toThrow(
      "launch: expected one that this server made since it was started, got `2`",
    );
  });
});

describe("a server that may change nothing", () => {
  it("answers every request that would change something with why, and all others as ever", async () => {
    demo.deps.forbidden = "started with --read-only";
    const changing = createRoutes(demo.deps).filter(({ method }) => method !== "GET");
    expect(changing.length).toBeGreaterThan(8);
    for (const route of changing)
      expect(() => route.handle({ params: {}, query: {}, body: {} })).toThrow(
        expect.objectContaining({ code: "forbidden", message: "started with --read-only" }),
      );
    expect(await get("/api/permission", {})).toEqual({
      allowed: false,
      why: "started with --read-only",
    });
    expect(await get("/api/sweeps", {})).toHaveProperty("sweeps");
  });
});

function notingActions(): Actions {
  const reply: ControlReply = { done: [], refused: [], launch: null };
  const note = <T>(value: T, ...call: unknown[]): T => {
    calls.push(call);
    return value;
  };
  return {
    isBeingRun: () => true,
    controlRuns: async (action, runs) =>
      note(
        reply,
        "runs",
        action,
        runs.map(({ id }) => id),
      ),
    controlSweep: async (action, { name }) => note(reply, "sweep", action, name),
    experiments: () => [],
    readExperiment: () => "",
    saveExperiment: () => "",
    preview: () => Promise.reject(new Error("not expected")),
    start: (request) => note(LAUNCH, "start", request),
    launch: () => null,
  };
}

async function ask(method: Method, path: string, request: Partial<RawRequest>): Promise<unknown> {
  const routes = createRoutes(demo.deps);
  const route = routes.find((each) => each.path === path && each.method === method);
  const reply = await route?.handle({ params: {}, query: {}, ...request });
  if (reply?.type !== "json") throw new Error("expected JSON");
  return reply.value;
}

const post = (path: string, body: object, params: Record<string, string> = {}) =>
  ask("POST", path, { body, params });
const get = (path: string, query: Record<string, string>, params: Record<string, string> = {}) =>
  ask("GET", path, { query, params });
