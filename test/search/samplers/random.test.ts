import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dimension, SearchSpace } from "../../../src/core/search-space.js";
import { finiteDimension, proposals, propose, samplerOf, spaceOf } from "../support.js";

const DRAWS = 2000;

function draws(dimension: Dimension, seed = 1): number[] {
  // the free dimension makes the space endless, so that equal values may come again
  const space: SearchSpace = new Map([
    ["x", dimension],
    ["free", { kind: "uniform", min: 0, max: 1 }],
  ]);
  return proposals(samplerOf("random", space), seed, DRAWS).map(({ x }) => Number(x));
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("bounds", () => {
  const ends = fc
    .tuple(
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      fc.double({ min: 1.001, max: 1e6, noNaN: true }),
    )
    .map(([min, factor]) => ({ min, max: min * factor }));

  test.each(["uniform", "log_uniform_values"] as const)("%s stays within min and max", (kind) => {
    fc.assert(
      fc.property(ends, fc.integer(), ({ min, max }, seed) => {
        const space = new Map([["x", { kind, min, max }]]);
        for (const { x } of proposals(samplerOf("random", space), seed, 20)) {
          expect(x).toBeGreaterThanOrEqual(min);
          expect(x).toBeLessThanOrEqual(max);
        }
      }),
    );
  });

  test.each(["q_uniform", "q_log_uniform_values"] as const)(
    "%s gives whole steps from min",
    (kind) => {
      const values = new Set(draws({ kind, min: 1, max: 10, q: 3 }));
      expect([...values].toSorted((a, b) => a - b)).toEqual([1, 4, 7, 10]);
    },
  );

  test("int_uniform reaches both of its ends", () => {
    const values = new Set(draws({ kind: "int_uniform", min: -1, max: 1 }));
    expect([...values].toSorted((a, b) => a - b)).toEqual([-1, 0, 1]);
  });
});

describe("distributions", () => {
  // 2,000 fixed draws: the tolerance is about four standard errors
  test("normal has its mean and standard deviation", () => {
    const values = draws({ kind: "normal", mu: 5, sigma: 2 });
    expect(Math.abs(mean(values) - 5)).toBeLessThan(0.18);
    const variance = mean(values.map((value) => (value - 5) ** 2));
    expect(Math.abs(Math.sqrt(variance) - 2)).toBeLessThan(0.13);
  });

  test("q_normal gives multiples of q", () => {
    expect(
      draws({ kind: "q_normal", mu: 0, sigma: 1, q: 0.1 }).every((x) => x === Number(x.toFixed(1))),
    ).toBe(true);
  });

  test("log_normal is normal in its logarithm", () => {
    const logs = draws({ kind: "log_normal", mu: -3, sigma: 1 }).map(Math.log);
    expect(Math.abs(mean(logs) + 3)).toBeLessThan(0.09);
  });

  test("log_uniform_values gives each power of ten an equal share", () => {
    const values = draws({ kind: "log_uniform_values", min: 1e-4, max: 1 });
    const share = values.filter((x) => x < 1e-2).length / values.length;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.045);
  });

  test("probabilities are kept, equal values have theirs added, and a probability of 0 never comes", () => {
    const values = draws({
      kind: "categorical",
      values: [1, 2, 1, 3],
      probabilities: [0.3, 0.4, 0.3, 0],
    });
    const share = values.filter((x) => x === 1).length / values.length;
    expect(Math.abs(share - 0.6)).toBeLessThan(0.045);
    expect(values).not.toContain(3);
  });
});

describe("proposals", () => {
  const anyDimension = fc.oneof(
    finiteDimension,
    fc.constant<Dimension>({ kind: "uniform", min: 0, max: 1 }),
    fc.constant<Dimension>({
      kind: "categorical",
      values: [1, 2, 3],
      probabilities: [0.8, 0.15, 0.05],
    }),
  );

  test("depend on seed and index alone, not on the order in which they are asked for", () => {
    fc.assert(
      fc.property(
        spaceOf(anyDimension),
        fc.integer(),
        fc.infiniteStream(fc.nat(9)),
        (space, seed, order) => {
          const inOrder = samplerOf("random", space);
          const shuffled = samplerOf("random", space);
          const expected = Array.from({ length: 10 }, (_, i) => propose(inOrder, seed, i));
          for (const index of [...order.take(15)])
            expect(propose(shuffled, seed, index)).toEqual(expected[index]);
        },
      ),
    );
  });

  test("of different seeds differ", () => {
    const dimension: Dimension = { kind: "uniform", min: 0, max: 1 };
    expect(draws(dimension, 1).slice(0, 5)).not.toEqual(draws(dimension, 2).slice(0, 5));
  });

  test("of a finite space never repeat, and end when all points have come", () => {
    fc.assert(
      fc.property(spaceOf(finiteDimension), fc.integer(), (space, seed) => {
        const sampler = samplerOf("random", space);
        const points = proposals(sampler, seed).map((point) => JSON.stringify(point));
        const all = proposals(samplerOf("grid", space)).map((point) => JSON.stringify(point));
        expect(points.toSorted()).toEqual(all.toSorted());
        expect(sampler.size).toBe(all.length);
      }),
    );
  });

  test("reach even values that are all but impossible", () => {
    const space: SearchSpace = new Map([
      ["x", { kind: "categorical", values: ["usual", "rare"], probabilities: [1 - 1e-12, 1e-12] }],
    ]);
    expect(proposals(samplerOf("random", space))).toEqual([{ x: "usual" }, { x: "rare" }]);
  });

  test("of a continuous space have no end", () => {
    const space: SearchSpace = new Map([["x", { kind: "uniform", min: 0, max: 1 }]]);
    expect(samplerOf("random", space).size).toBeNull();
  });
});
