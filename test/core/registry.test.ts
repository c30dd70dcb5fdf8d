import { describe, expect, it } from "vitest";
import { Registry } from "../../src/core/registry.js";

describe("Registry", () => {
  const registry = new Registry("method", [{ type: "grid" }, { type: "random" }]);

  it("finds what is registered", () => {
    expect(registry.get("grid")).toEqual({ type: "grid" });
  });

  it("answers a wrong name with the known ones and the one that was probably meant", () => {
    expect(() => registry.get("gird")).toThrow(
      "method: expected one of `grid`, `random`, got `gird` (did you mean `grid`?)",
    );
    expect(() => registry.get("bayesian")).toThrow(
      "method: expected one of `grid`, `random`, got `bayesian`",
    );
  });
});
