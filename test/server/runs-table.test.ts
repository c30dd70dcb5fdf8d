import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnnotateReply } from "../../src/api/annotations.js";
import type { ColumnList } from "../../src/api/columns.js";
import type { ApiError } from "../../src/api/errors.js";
import type { GroupList } from "../../src/api/groups.js";
import type { RunList } from "../../src/api/runs.js";
import type { ValueColumns } from "../../src/api/values.js";
import type { ViewList } from "../../src/api/views.js";
import { DEMO_RUNS, DEMO_SWEEP } from "../fixtures/demo-store.js";
import { type Demo, openDemo } from "./demo.js";
import { type Listening, listen } from "./listen.js";

let demo: Demo;
let server: Listening;
beforeAll(async () => {
  demo = openDemo();
  server = await listen(demo.deps);
});
afterAll(async () => {
  await server.close();
  demo.remove();
});

const { plain, batchNorm, augmented, both, failed } = DEMO_RUNS;

describe("GET /api/runs", () => {
  it("finds runs by a filter, in the order asked for", async () => {
    const list = await getRuns({ where: "val_accuracy > 98%", sort: "-val_accuracy" });
    expect(list.runs.map(({ id }) => id)).toEqual([augmented, batchNorm, plain]);
    expect(list.total).toBe(3);
    const page = await getRuns({ sort: "state,-param.learning_rate", limit: "2", offset: "1" });
    expect(page.runs).toHaveLength(2);
    expect(page.total).toBe(5);
  });

  it("says where a filter is wrong", async () => {
    const response = await fetch(address("/api/runs", { where: "batch_nrom and x" }));
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as ApiError;
    expect(error).toEqual({
      code: "usage",
      column: 1,
      message: [
        "where, column 1: expected a parameter, a metric or a field of every run, got `batch_nrom` (did you mean `batch_norm`?)",
        "  batch_nrom and x",
        "  ^",
      ].join("\n"),
    });
    const sort = await fetch(address("/api/runs", { sort: "-stat" }));
    expect(((await sort.json()) as ApiError).error.message).toMatch(
      /^sort, column 2: .* \(did you mean `state`\?\)/,
    );
  });

  it("leaves archived runs out unless it is asked for them, by the filter or beside it", async () => {
    await annotate({ ids: [failed], archived: true });
    const ids = async (query: Record<string, string>) =>
      (await getRuns(query)).runs.map(({ id }) => id);
    expect(await ids({})).not.toContain(failed);
    expect(await ids({ archived: "only" })).toEqual([failed]);
    expect(await ids({ archived: "with" })).toHaveLength(5);
    expect(await ids({ where: "archived or state = queued", sort: "id" })).toEqual([both, failed]);
    await annotate({ ids: [failed], archived: false });
  });

  it("gives every metric's values, with the best by its goal", async () => {
    const { runs } = await getRuns({ where: `id = ${plain}` });
    const { val_loss: loss, val_accuracy: accuracy } = runs[0]?.metrics ?? {};
    expect(loss?.best).toBe(loss?.min);
    expect(accuracy).toMatchObject({ best: accuracy?.max, count: 6 });
  });
});

describe("POST /api/runs/annotate", () => {
  it("changes tags, note and pin of several runs, and tells how many are different", async () => {
    const change = { addTags: ["keep"], note: "steady", pinned: true };
    const { changed, revision } = await annotate({ ids: [plain, both], ...change });
    expect(changed).toBe(2);
    expect(revision).toBe(demo.deps.store.latestRevision());
    expect((await annotate({ ids: [plain, both], ...change })).changed).toBe(0);
    const { runs } = await getRuns({ sort: "id" });
    expect(runs.map(({ id }) => id).slice(0, 2)).toEqual([plain, both]); // pinned
    expect(runs[0]).toMatchObject({ tags: ["keep"], note: "steady", pinned: true });
    await annotate({ ids: [plain, both], removeTags: ["keep"], note: "", pinned: false });
  });

  it.each([
    [{ ids: [] }, /^ids: /],
    [{ ids: ["nope"] }, /^run nope: expected a run of this store/],
    [{ ids: [plain], addTags: ["two words"] }, /^addTags\.0: expected a word without blanks/],
    [{ ids: [plain], pined: true }, /expected no other keys than .*, got `pined`/],
    ["text", /^request: expected an object, got `text`/],
  ])("refuses %j", async (body, message) => {
    const response = await send("POST", "/api/runs/annotate", body);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(((await response.json()) as ApiError).error.message).toMatch(message);
  });
});

describe("a request that changes something", () => {
  const body = JSON.stringify({ ids: [plain], pinned: true });
  const json = { "content-type": "application/json" };
  const attempt = async (headers: Record<string, string>, text = body) => {
    const init = { method: "POST", headers, body: text };
    const response = await fetch(`${server.url}/api/runs/annotate`, init);
    const { error } = (await response.json()) as ApiError;
    return [response.status, error.message];
  };

  it("is refused when another site's page makes it", async () => {
    expect(await attempt({ ...json, origin: "http://evil.example" })).toEqual([
      403,
      expect.stringMatching(/^Origin: expected the server's own, .*got `http:\/\/evil\.example`/),
    ]);
    expect((await attempt({ ...json, origin: "null" }))[0]).toBe(403);
    expect((await attempt({ ...json, "sec-fetch-site": "cross-site" }))[0]).toBe(403);
    expect((await attempt({ ...json, "sec-fetch-site": "same-site" }))[0]).toBe(403);
    expect(demo.deps.store.getRun(plain)?.annotations.pinned).toBe(false);
  });

  it("is served to the dashboard's own page", async () => {
    const headers = { ...json, origin: server.url, "sec-fetch-site": "same-origin" };
    const init = { method: "POST", headers, body: JSON.stringify({ ids: [plain] }) };
    expect((await fetch(`${server.url}/api/runs/annotate`, init)).status).toBe(200);
  });

  it("must be JSON, and say so: a form cannot", async () => {
    expect(await attempt({ "content-type": "text/plain" })).toEqual([
      400,
      "Content-Type: expected application/json, got `text/plain`",
    ]);
    expect((await attempt(json, "{"))[1]).toMatch(/^body: expected JSON, got something else/);
    expect(await attempt(json, `"${"x".repeat(1024 * 1024)}"`)).toEqual([
      413,
      "body: expected at most 1048576 bytes, got more",
    ]);
  });
});

describe("GET /api/columns", () => {
  it("lists parameters, metrics with their goals, tags and fields", async () => {
    const list = await getJson<ColumnList>("/api/columns", { sweep: DEMO_SWEEP });
    expect(list.runs).toBe(5);
    expect(list.parameters.find(({ name }) => name === "batch_norm")).toMatchObject({
      ...{ field: "batch_norm", types: ["boolean"], runs: 5, distinct: 2, varies: true },
      values: [false, true],
    });
    expect(list.metrics.map(({ name, goal }) => `${name} ${goal}`)).toEqual(
      expect.arrayContaining(["val_accuracy maximize", "val_loss minimize"]),
    );
    expect(list.fields.find(({ name }) => name === "state")?.values).toContain("finished");
  });
});

describe("GET /api/groups", () => {
  it("sums runs up by a parameter, with a filter that finds each group again", async () => {
    const list = await getJson<GroupList>("/api/groups", { sweep: DEMO_SWEEP, by: "batch_norm" });
    expect(list).toMatchObject({ by: ["batch_norm"], metric: { name: "val_accuracy" }, total: 5 });
    for (const group of list.groups) {
      const { runs, total } = await getRuns({ where: group.where });
      expect(total).toBe(group.runs);
      expect(new Set(runs.map(({ parameters }) => parameters.batch_norm))).toEqual(
        new Set([group.key.batch_norm]),
      );
    }
  });

  it("makes a group of runs that differ in nothing but their seed where no field is named", async () => {
    const list = await getJson<GroupList>("/api/groups", { sweep: DEMO_SWEEP });
    expect(list.by).toEqual(["variant"]);
    expect(list.groups).toHaveLength(5);
  });

  it("refuses fields of several values or of times, and metrics that nobody logged", async () => {
    const message = async (query: Record<string, string>) =>
      ((await (await fetch(address("/api/groups", query))).json()) as ApiError).error.message;
    expect(await message({ by: "tag" })).toMatch(/^by: expected a parameter, .*got `tag`/);
    expect(await message({ by: "created" })).toMatch(/got `created`/);
    expect(await message({ metric: "f1" })).toMatch(/^metric: expected one of .*got `f1`/);
  });
});

describe("GET /api/values", () => {
  it("gives columns of all runs that match", async () => {
    const query = {
      fields: "param.learning_rate,val_accuracy",
      where: "state = finished",
      sort: "id",
    };
    const values = await getJson<ValueColumns>("/api/values", query);
    expect(values.runs).toEqual([plain, batchNorm]);
    expect(Object.keys(values.columns)).toEqual(["param.learning_rate", "val_accuracy"]);
    expect(values.columns.val_accuracy?.every((value) => Number(value) > 0.9)).toBe(true);
  });

  it("calls each column what the request called it, whichever of a field's names that was", async () => {
    const fields = "val_accuracy.best, param.batch_norm ,metric.val_accuracy,val_accuracy";
    const { columns } = await getJson<ValueColumns>("/api/values", { fields });
    expect(Object.keys(columns)).toEqual(fields.split(/ ?, ?/));
    expect(columns["val_accuracy.best"]).toEqual(columns.val_accuracy);
    expect(columns["metric.val_accuracy"]).toEqual(columns.val_accuracy);
  });

  it("gives the first runs alone where they are limited, with the values that they have among all", async () => {
    const fields = "param.learning_rate,val_accuracy,val_accuracy.last,duration,tag";
    const query = { fields, sort: "-id" };
    const all = await getJson<ValueColumns>("/api/values", query);
    const first = await getJson<ValueColumns>("/api/values", { ...query, limit: "1" });
    expect(first.runs).toEqual(all.runs.slice(0, 1));
    for (const [field, values] of Object.entries(first.columns))
      expect([field, values]).toEqual([field, all.columns[field]?.slice(0, 1)]);
  });
});

describe("saved views", () => {
  it("are saved under a name, listed and forgotten", async () => {
    const path = `/api/views/${encodeURIComponent("the best/now?")}`;
    const saved = await send("PUT", path, { address: "/?sort=-val_accuracy" });
    const view = { name: "the best/now?", address: "/?sort=-val_accuracy" };
    expect(await saved.json()).toMatchObject({ views: [view] });
    expect((await getJson<ViewList>("/api/views")).views).toMatchObject([view]);
    expect(await (await send("DELETE", path)).json()).toEqual({ views: [] });
    expect((await send("DELETE", path)).status).toBe(404);
  });

  it.each(["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere", "/a b"])(
    "never lead elsewhere: %s",
    async (to) => {
      expect((await send("PUT", "/api/views/x", { address: to })).status).toBe(400);
    },
  );
});

describe("GET /api/runs.csv", () => {
  it("gives the same runs and columns as a file", async () => {
    const query = {
      where: "state = finished",
      sort: "id",
      columns: "id,param.learning_rate,batch_norm,duration",
    };
    const response = await fetch(address("/api/runs.csv", query));
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toBe("attachment; filename=runs.csv");
    expect(await response.text()).toBe(
      "id,param.learning_rate,batch_norm,duration\r\n" +
        `${plain},0.002,false,86\r\n${batchNorm},0.002,true,86\r\n`,
    );
  });

  it("has what tells runs apart, parameters and metrics where no columns are named", async () => {
    const text = await (await fetch(address("/api/runs.csv", { sweep: DEMO_SWEEP }))).text();
    const [header] = text.split("\r\n");
    expect(header).toMatch(
      /^id,name,state,tag,note,seed,started,duration,augment,.*val_loss\.last$/,
    );
  });
});

function address(path: string, query: Record<string, string> = {}): string {
  return `${server.url}${path}?${new URLSearchParams(query)}`;
}

async function getJson<T>(path: string, query: Record<string, string> = {}): Promise<T> {
  const response = await fetch(address(path, query));
  const body = (await response.json()) as T & ApiError;
  if (!response.ok) throw new Error(body.error.message);
  return body;
}

function getRuns(query: Record<string, string>): Promise<RunList> {
  return getJson<RunList>("/api/runs", query);
}

function send(method: string, path: string, body?: unknown): Promise<Response> {
  const json = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return fetch(server.url + path, { method, ...(body === undefined ? {} : json) });
}

async function annotate(body: object): Promise<AnnotateReply> {
  return (await (await send("POST", "/api/runs/annotate", body)).json()) as AnnotateReply;
}
