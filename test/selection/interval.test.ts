import fc from "fast-check";
import { expect, test } from "vitest";
import { differenceInterval, wilsonInterval } from "../../src/selection/interval.js";

// R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3 (score method without continuity correction)
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("the interval of %d out of %d is the published one", (successes, trials, low, high) => {
  const interval = wilsonInterval(successes, trials);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

// R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
])(
  "the interval of the difference between %d of %d and %d of %d is the published one",
  (a, m, b, n, low, high) => {
    const interval = differenceInterval({ successes: a, trials: m }, { successes: b, trials: n });
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  },
);

test("an accuracy of 99.31 % on 4,200 rows is known to about half a percent", () => {
  const { low, high } = wilsonInterval(4171, 4200);
  expect(low).toBeCloseTo(0.99011, 4);
  expect(high).toBeCloseTo(0.99519, 4);
});

test("the interval lies in [0, 1], holds the proportion and mirrors that of the failures", () => {
  const counts = fc
    .integer({ min: 1, max: 100_000 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
  fc.assert(
    fc.property(counts, ([k, n]) => {
      const { low, high } = wilsonInterval(k, n);
      const mirrored = wilsonInterval(n - k, n);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(1);
      expect(low).toBeLessThanOrEqual(k / n);
      expect(high).toBeGreaterThanOrEqual(k / n);
      expect(mirrored.low).toBeCloseTo(1 - high, 12);
      expect(mirrored.high).toBeCloseTo(1 - low, 12);
    }),
  );
});

test.each([
  [1, 0],
  [3, 2],
  [-1, 2],
  [0.5, 2],
])("%d out of %d is refused", (successes, trials) => {
  expect(() => wilsonInterval(successes, trials)).toThrow(
    `wilsonInterval: expected whole 0 ≤ successes ≤ trials ≥ 1, got ${successes} of ${trials}`,
  );
});
