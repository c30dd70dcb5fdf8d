import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/core/random.js";

describe("createRandom", () => {
  it("gives the same stream for the same path and another for another path", () => {
    const draw = (...path: (string | number)[]) =>
      Array.from({ length: 5 }, createRandom(...path).next);
    expect(draw(1, "run", 2)).toEqual(draw(1, "run", 2));
    expect(draw(1, "run", 2)).not.toEqual(draw(1, "run", 3));
    expect(draw(1, "run", 2)).not.toEqual(draw(2, "run", 2));
  });

  it("draws uniform numbers in [0, 1) and normal ones with mean 0 and deviation 1", () => {
    const random = createRandom("moments");
    const uniform = Array.from({ length: 20_000 }, random.next);
    const normal = Array.from({ length: 20_000 }, random.normal);
    const mean = (values: number[]) =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    expect(mean(uniform)).toBeCloseTo(0.5, 1);
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map((value) => value ** 2))).toBeCloseTo(1, 1);
  });

  it("shuffles into a permutation", () => {
    const items = Int32Array.from({ length: 100 }, (_, i) => i);
    const shuffled = createRandom("shuffle").shuffle(items.slice());
    expect(shuffled).not.toEqual(items);
    expect(shuffled.slice().sort()).toEqual(items);
  });
});
