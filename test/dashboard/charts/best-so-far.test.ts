import { describe, expect, it } from "vitest";
import { improvements } from "../../../dashboard/src/charts/maths/best-so-far.js";

describe("best so far", () => {
  it("keeps what was better than all before it, in the order of time", () => {
    const results = [
      { at: 30, value: 0.97 },
      { at: 10, value: 0.9 },
      { at: 20, value: 0.95 },
      { at: 40, value: 0.96 },
      { at: 50, value: 0.97 },
      { at: 60, value: Number.NaN },
      { at: 70, value: 0.98 },
    ];
    expect(improvements(results, "maximize")).toEqual([1, 2, 0, 6]);
    expect(improvements(results, "minimize")).toEqual([1]);
  });

  it("has none of nothing", () => {
    expect(improvements([{ at: 0, value: Number.NaN }], "maximize")).toEqual([]);
  });
});
