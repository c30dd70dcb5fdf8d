import fc from "fast-check";
import { expect, test } from "vitest";
import type { DataDescription } from "../../../src/trainers/digits/description.js";
import { trainingSeed } from "../../../src/trainers/digits/description.js";

const dataOf = (fold?: number) => ({ validation: { fold } }) as DataDescription;

test("a run without folds has its own seed; each fold has another, and always the same", () => {
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (seed) => {
      expect(trainingSeed(seed, dataOf())).toBe(seed);
      const folds = Array.from({ length: 20 }, (_, fold) => trainingSeed(seed, dataOf(fold)));
      expect(new Set([seed, ...folds]).size).toBe(21);
      expect(folds.map((_, fold) => trainingSeed(seed, dataOf(fold)))).toEqual(folds);
    }),
    { numRuns: 30 },
  );
});
