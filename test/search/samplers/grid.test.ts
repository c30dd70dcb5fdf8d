import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dimension, SearchSpace } from "../../../src/core/search-space.js";
import { samplers } from "../../../src/search/index.js";
import { finiteDimension, proposals, propose, samplerOf, spaceOf } from "../support.js";

function listed(dimension: Dimension) {
  return proposals(samplerOf("grid", new Map([["x", dimension]]))).map(({ x }) => x);
}

test("the first parameter varies slowest", () => {
  const space: SearchSpace = new Map<string, Dimension>([
    ["b", { kind: "categorical", values: [true, false] }],
    ["fixed", { kind: "constant", value: [1, 2] }],
    ["a", { kind: "int_uniform", min: 1, max: 3 }],
  ]);
  expect(proposals(samplerOf("grid", space))).toEqual([
    { b: true, fixed: [1, 2], a: 1 },
    { b: true, fixed: [1, 2], a: 2 },
    { b: true, fixed: [1, 2], a: 3 },
    { b: false, fixed: [1, 2], a: 1 },
    { b: false, fixed: [1, 2], a: 2 },
    { b: false, fixed: [1, 2], a: 3 },
  ]);
});

test("a space without parameters has one point", () => {
  expect(proposals(samplerOf("grid", new Map()))).toEqual([{}]);
});

test("equal values are tried once, whatever the order of their keys", () => {
  const values = [{ a: 1, b: 2 }, 3, { b: 2, a: 1 }, 3, "3"];
  expect(listed({ kind: "categorical", values })).toEqual([{ a: 1, b: 2 }, 3, "3"]);
});

describe("q_uniform", () => {
  test("includes max where it is a whole number of steps from min", () => {
    expect(listed({ kind: "q_uniform", min: 0, max: 0.3, q: 0.1 })).toEqual([0, 0.1, 0.2, 0.3]);
  });

  test("ends before max where it is not", () => {
    expect(listed({ kind: "q_uniform", min: 1, max: 10, q: 4 })).toEqual([1, 5, 9]);
  });

  test("keeps the decimals of very small steps", () => {
    expect(listed({ kind: "q_uniform", min: 0, max: 3e-7, q: 1e-7 })).toEqual([
      0, 1e-7, 2e-7, 3e-7,
    ]);
  });
});

test("every combination comes exactly once", () => {
  fc.assert(
    fc.property(spaceOf(finiteDimension), (space) => {
      const sampler = samplerOf("grid", space);
      const points = proposals(sampler);
      expect(points).toHaveLength(sampler.size ?? -1);
      expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(points.length);
      expect(propose(sampler, 1, points.length)).toBeNull();
    }),
  );
});

test("a range that cannot be listed is refused with what to write in its place", () => {
  const rejects = (dimension: Dimension) => samplers.get("grid").rejects(dimension);
  expect(rejects({ kind: "uniform", min: 0, max: 1 })).toBe(
    "a grid cannot list `uniform`: write `values: [...]`, " +
      "or `distribution: q_uniform` with a step `q`, or `method: random`",
  );
  expect(rejects({ kind: "categorical", values: [1, 2], probabilities: [0.5, 0.5] })).toBe(
    "a grid tries each value once: remove `probabilities`, or write `method: random`",
  );
  expect(rejects({ kind: "int_uniform", min: 0, max: 1 })).toBeNull();
});
