import { describe, expect, it } from "vitest";
import type { Parameters } from "../../src/core/json.js";
import { reproduceCommand } from "../../src/server/reproduce.js";
import { valueAt, varyingNames } from "../../src/server/varying.js";

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

  it("are found by their dotted names, also where a name itself has dots", () => {
    const parameters = { optimizer: { lr: 2 }, "a.b": 3, "c.d": { e: 4 } };
    expect(["optimizer.lr", "a.b", "c.d.e", "x"].map((name) => valueAt(parameters, name))).toEqual([
      2,
      3,
      4,
      undefined,
    ]);
  });
});

describe("the command that reproduces a run", () => {
  it("quotes what a shell or YAML would read differently", () => {
    const parameters = {
      model: "cnn",
      mode: "true",
      name: "it's",
      augment: { shift: 2 },
      layers: [32, 10],
    };
    expect(reproduceCommand({ file: "my experiments/a.yaml", parameters })).toBe(
      [
        "npx sweep run 'my experiments/a.yaml'",
        "--set parameters.model=cnn",
        `--set 'parameters.mode="true"'`,
        `--set 'parameters.name="it'\\''s"'`,
        `--set 'parameters.augment={"shift":2}'`,
        "--set 'parameters.layers=[32,10]'",
        "--fresh",
      ].join(" "),
    );
  });
});
