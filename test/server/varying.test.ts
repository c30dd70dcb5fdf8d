import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Parameters } from "../../src/core/json.js";
import { createVarying } from "../../src/server/varying.js";
import { openSqliteStore } from "../../src/store/sqlite/index.js";
import type { Store } from "../../src/store/store.js";
import { newRun, newSweep } from "../store/examples.js";

let store: Store;
beforeEach(() => {
  store = openSqliteStore({ file: ":memory:" });
});
afterEach(() => store.close());

describe("parameters that vary", () => {
  it("are those with more than one value, a missing one counted as a value, in the first run's order", () => {
    expect(varying({ seed: 3, lr: 1, b: 0 }, { b: 1, lr: 1, seed: 4, a: true })).toEqual([
      ...["seed", "b", "a"],
    ]);
  });

  it("are opened where every run has an object", () => {
    const optimizer = { type: "adam", lr: 1 };
    expect(varying({ optimizer }, { optimizer: { ...optimizer, lr: 2 } })).toEqual([
      "optimizer.lr",
    ]);
  });

  it("stay whole where only some runs have an object", () => {
    expect(varying({ augment: false }, { augment: { shift: 2 } })).toEqual(["augment"]);
    expect(varying({}, { augment: { shift: { x: 2 } } })).toEqual(["augment"]);
  });

  it("are looked for again when the sweep's runs change", () => {
    const of = createVarying(store);
    expect(of(save([{ lr: 1 }, { lr: 2 }], 10))).toEqual(["lr"]);
    expect(of(save([{ lr: 1 }], 20))).toEqual([]);
  });

  const varying = (...sets: Parameters[]) => createVarying(store)(save(sets, 10));

  function save(sets: Parameters[], now: number) {
    const sweep = store.saveSweep(newSweep(), now);
    const runs = sets.map((parameters) => {
      const id = JSON.stringify(parameters);
      return newRun(id, { definition: { ...newRun(id).definition, parameters } });
    });
    store.setSweepRuns(sweep.id, runs, now);
    return sweep;
  }
});
