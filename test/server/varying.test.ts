import { describe, expect, it } from "vitest";
import type { Parameters } from "../../src/core/json.js";
import { varyingNames } from "../../src/server/varying.js";

describe("parameters that vary", () => {
  it("are those with more than one value, a missing one counted as a value", () => {
    const sets: Parameters[] = [
      { lr: 1, seed: 3 },
      { lr: 1, seed: 4, extra: true },
    ];
    expect(varyingNames(sets)).toEqual(["seed", "extra"]);
  });

  it("are opened where every run has an object", () => {
    const sets: Parameters[] = [
      { optimizer: { type: "adam", lr: 1 } },
      { optimizer: { type: "adam", lr: 2 } },
    ];
    expect(varyingNames(sets)).toEqual(["optimizer.lr"]);
  });

  it("stay whole where only some runs have an object", () => {
    expect(varyingNames([{ augment: false }, { augment: { shift: 2 } }])).toEqual(["augment"]);
  });
});
