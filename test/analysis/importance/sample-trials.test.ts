import { expect, it } from "vitest";
import {
  MOST_TRIALS,
  sampleNote,
  sampleTrials,
} from "../../../src/analysis/importance/sample-trials.js";

const runs = (count: number) => Array.from({ length: count }, (_, i) => i);

it("takes all runs where they are few, and says nothing of it", () => {
  expect(sampleTrials(runs(MOST_TRIALS))).toEqual(runs(MOST_TRIALS));
  expect(sampleNote(MOST_TRIALS)).toBeNull();
});

it("draws different ones of many, the same each time, and says so", () => {
  const drawn = sampleTrials(runs(10_000));
  expect(new Set(drawn).size).toBe(MOST_TRIALS);
  expect(sampleTrials(runs(10_000))).toEqual(drawn);
  expect(Math.max(...drawn)).toBeGreaterThan(9_000);
  expect(sampleNote(10_000)).toBe(
    "These figures are about 2,000 of the 10,000 runs, drawn at random.",
  );
});
