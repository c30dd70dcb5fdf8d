import { describe, expect, it } from "vitest";
import { hashJson } from "../../src/core/hash.js";
import type { RunDefinition } from "../../src/core/records.js";
import { runId, runKey } from "../../src/scheduler/identity.js";

const definition: RunDefinition = {
  trainer: { kind: "builtin", type: "digits" },
  code: "c0de",
  parameters: { epochs: 3, batch_norm: true },
  seed: 42,
  data: { train: "/a/train.csv" },
  repeat: 0,
  fold: null,
};

describe("a run's identity", () => {
  it("does not depend on the order of parameters, where data lies, nor on the repeat's number", () => {
    const other: RunDefinition = {
      ...definition,
      parameters: { batch_norm: true, epochs: 3 },
      data: { train: "/b/train.csv" },
      repeat: 1,
    };
    expect(runKey(other, "hash")).toBe(runKey(definition, "hash"));
  });

  it.each([
    ["a parameter", { parameters: { epochs: 4, batch_norm: true } }, "hash"],
    ["the seed", { seed: 43 }, "hash"],
    ["the trainer's code", { code: "new" }, "hash"],
    ["the trainer", { trainer: { kind: "command" as const, command: ["a"], cwd: "/" } }, "hash"],
    ["the data", {}, "other hash"],
    [
      "the metric that chooses an epoch",
      { metric: { name: "loss", goal: "minimize" as const } },
      "hash",
    ],
    ["the fold", { fold: { index: 0, count: 5 } }, "hash"],
  ])("depends on %s", (_what, change, data) => {
    expect(runKey({ ...definition, ...change }, data)).not.toBe(runKey(definition, "hash"));
  });

  it("is without folds what it was in earlier versions", () => {
    const { code, parameters, seed } = definition;
    const earlier = hashJson({ program: "digits", code, parameters, seed, data: "hash" });
    expect(runKey(definition, "hash")).toBe(earlier);
  });

  it("is another for every fold, and for other numbers of them", () => {
    const folds = [
      { index: 0, count: 5 },
      { index: 1, count: 5 },
      { index: 0, count: 3 },
    ];
    expect(new Set(folds.map((fold) => runKey({ ...definition, fold }, "hash"))).size).toBe(3);
  });

  it("gives every generation of a key another id of 12 hexadecimal digits", () => {
    const key = runKey(definition, "hash");
    const ids = [0, 1, 2].map((generation) => runId(key, generation));
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toBe(key.slice(0, 12));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{12}$/);
  });
});
