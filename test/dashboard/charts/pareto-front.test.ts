import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Candidate,
  type Goal,
  paretoFront,
} from "../../../dashboard/src/charts/maths/pareto-front.js";

const goal = fc.constantFrom<Goal>("minimize", "maximize");
const candidate = fc.record({
  x: fc.integer({ min: 0, max: 9 }),
  y: fc.integer({ min: 0, max: 9 }),
});

describe("the Pareto front", () => {
  it("is what comparing every pair finds, with equal ones together", () => {
    fc.assert(
      fc.property(fc.array(candidate), goal, goal, (candidates, x, y) => {
        const front = paretoFront(candidates, { x, y });
        expect([...front].sort((a, b) => a - b)).toEqual(byEveryPair(candidates, { x, y }));
      }),
    );
  });

  it("goes up along x", () => {
    fc.assert(
      fc.property(fc.array(candidate), goal, goal, (candidates, x, y) => {
        const xs = paretoFront(candidates, { x, y }).map((i) => candidates[i]?.x ?? 0);
        expect(xs).toEqual([...xs].sort((a, b) => a - b));
      }),
    );
  });

  it("leaves out what is not finite", () => {
    const candidates = [
      { x: Number.NaN, y: 0 },
      { x: 1, y: Number.NEGATIVE_INFINITY },
      { x: 2, y: 2 },
    ];
    expect(paretoFront(candidates, { x: "minimize", y: "minimize" })).toEqual([2]);
  });
});

function byEveryPair(candidates: readonly Candidate[], goals: { x: Goal; y: Goal }): number[] {
  const isBetter = (which: Goal, a: number, b: number) => (which === "minimize" ? a < b : a > b);
  const dominates = (a: Candidate, b: Candidate) =>
    !isBetter(goals.x, b.x, a.x) &&
    !isBetter(goals.y, b.y, a.y) &&
    (isBetter(goals.x, a.x, b.x) || isBetter(goals.y, a.y, b.y));
  return [...candidates.entries()]
    .filter(([, each]) => !candidates.some((other) => dominates(other, each)))
    .map(([i]) => i);
}
