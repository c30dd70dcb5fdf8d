import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { Method } from "../../src/server/route.js";
import { championRoutes } from "../../src/server/routes/champion.js";
import type { Store } from "../../src/store/store.js";
import { createWorkspace, predictionsCsv, type Workspace } from "../selection/workspace.js";
import { openDemo } from "./demo.js";

let store: Store;
let addSweep: Workspace["addSweep"];
let routes: ReturnType<typeof championRoutes>;
beforeEach(() => {
  const demo = openDemo({ isEmpty: true });
  onTestFinished(() => demo.remove());
  const workspace = createWorkspace();
  ({ store, addSweep } = workspace);
  routes = championRoutes({ ...demo.deps, store, runsDir: workspace.runsDir });
  const plan = (id: string, wrong: number) => {
    const text = predictionsCsv({ rows: 1000, isRight: (row) => row >= wrong });
    const artifacts = [{ path: "predictions.csv", kind: "predictions", text }];
    return {
      ...{ id, name: id, parameters: { id } },
      ...{ metrics: { val_accuracy: [1 - wrong / 1000] }, artifacts },
    };
  };
  const waits = { id: "waits", state: "queued" as const };
  workspace.addSweep("digits", [plan("good", 10), plan("equal", 12), plan("bad", 60), waits]);
});

describe("a server's champion", () => {
  it("is none at first, and a run has nothing to be compared with", async () => {
    const none = { sentence: null, standing: null };
    expect(await get("good")).toEqual({ champion: null, ...none });
    expect(await promote({ run: "good" })).toEqual({
      ...{ from: null, to: "good", changed: true, sentence: null },
    });
    expect(store.listPromotions("champion")).toMatchObject([
      { reason: "chosen by hand in the dashboard" },
    ]);
    expect(await promote({ run: "good" })).toMatchObject({ changed: false });
  });

  it("is compared with a run in words before anything changes", async () => {
    await promote({ run: "good" });
    expect(await get("bad")).toEqual({
      champion: { id: "good", name: "good" },
      standing: "worse",
      sentence:
        "`bad (bad)` against the champion `good (good)`: −5.00 points on 1,000 validation rows, worse beyond noise (p < 0.001).",
    });
    expect(store.resolveAlias("champion")).toBe("good");
  });

  it("gives way to a run that is not worse beyond noise, and comes back by undo", async () => {
    await promote({ run: "good" });
    expect(await promote({ run: "equal", reason: "smaller" })).toMatchObject({
      ...{ from: "good", to: "equal", changed: true },
      sentence: expect.stringContaining("within noise"),
    });
    expect(await ask("POST", "/api/champion/undo", {})).toMatchObject({
      from: "equal",
      to: "good",
    });
    expect(store.resolveAlias("champion")).toBe("good");
  });

  it("stays where the run is worse beyond noise, unless it is forced with a reason that is kept", async () => {
    await promote({ run: "good" });
    await expect(promote({ run: "bad" })).rejects.toThrow(
      /worse beyond noise .* Nothing was changed; to promote it all the same: force it, with a reason$/,
    );
    await expect(promote({ run: "bad", force: true, reason: " " })).rejects.toThrow(
      "reason: expected one with `force`, for the history, got none",
    );
    expect(store.resolveAlias("champion")).toBe("good");
    await promote({ run: "bad", force: true, reason: "half the size" });
    expect(store.listPromotions("champion")[0]?.reason).toMatch(
      /^half the size \(forced: .*worse beyond noise/,
    );
  });

  it("stays where the run answers another question, unless it is forced with a reason", async () => {
    addSweep("letters", [{ id: "letter", data: { train: "letters.csv" } }]);
    await promote({ run: "good" });
    expect(await get("letter")).toMatchObject({
      standing: "unrelated",
      sentence: "`letter` against the champion `good (good)`: cannot be compared: other data.",
    });
    await expect(promote({ run: "letter" })).rejects.toThrow("Nothing was changed");
    await promote({ run: "letter", force: true, reason: "letters now" });
    expect(store.resolveAlias("champion")).toBe("letter");
  });

  it("is never a run that has not finished, and has nothing to undo at first", async () => {
    const expected = "run waits is queued: expected a finished run, only those can be promoted";
    await expect(get("waits")).rejects.toThrow(expected);
    await expect(promote({ run: "waits" })).rejects.toThrow(expected);
    await expect(ask("POST", "/api/champion/undo", {})).rejects.toThrow(
      "there is no promotion to undo",
    );
  });
});

async function ask(method: Method, path: string, input: Record<string, unknown>): Promise<unknown> {
  const route = routes.find((each) => each.path === path && each.method === method);
  const request = method === "GET" ? { query: input } : { query: {}, body: input };
  const reply = await route?.handle({ params: {}, ...request });
  if (reply?.type !== "json") throw new Error("expected JSON");
  return reply.value;
}

const get = (run: string) => ask("GET", "/api/champion/verdict", { run });
const promote = (body: Record<string, unknown>) => ask("POST", "/api/champion", body);
