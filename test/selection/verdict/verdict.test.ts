import { expect, test } from "vitest";
import type { TrainerSpec } from "../../../src/core/records.js";
import { exactMcNemar } from "../../../src/selection/mcnemar.js";
import { readMarks } from "../../../src/selection/verdict/marks.js";
import { reachVerdict, type Verdict } from "../../../src/selection/verdict/verdict.js";
import { createWorkspace, predictionsCsv, type RunPlan } from "../workspace.js";

interface Entry {
  name: string;
  seed?: number;
  rows?: number;
  isRight?: (row: number) => boolean;
  trainer?: TrainerSpec;
}

/** Each name is a configuration of its own; the same name with another seed repeats it. */
function verdictOf(entries: readonly Entry[]): Verdict {
  const { store, runsDir, addSweep } = createWorkspace();
  const plans = entries.map(({ name, seed = 42, rows = 1000, isRight, trainer }, i): RunPlan => {
    const text = isRight && predictionsCsv({ rows, isRight });
    const artifacts = text ? [{ path: "predictions.csv", kind: "predictions", text }] : [];
    return {
      id: `${name}${i}`,
      name,
      parameters: { name },
      seed,
      artifacts,
      ...(trainer && { trainer }),
    };
  });
  return reachVerdict(addSweep("digits", plans), (run) => readMarks(store, runsDir, run));
}

const above = (first: number) => (row: number) => row >= first;

test("who beats whom is said with p-values that are corrected for the number of comparisons", () => {
  const { contestants, sentences } = verdictOf([
    { name: "plain", isRight: above(30) },
    { name: "bn+aug", isRight: above(5) },
    { name: "bn", isRight: above(15) },
  ]);
  expect(contestants.map(({ name }) => name)).toEqual(["bn+aug", "bn", "plain"]);
  const [, bn, plain] = contestants;
  expect(bn?.versusLeader?.pValue).toBe(exactMcNemar(10, 0));
  expect(bn?.versusLeader?.corrected).toBe(exactMcNemar(10, 0));
  expect(plain?.versusLeader?.corrected).toBe(2 * exactMcNemar(25, 0));
  expect(sentences[0]).toBe("`bn+aug` beats `bn` (p = 0.002) and `plain` (p < 0.001).");
  expect(sentences).toContain(
    "p is by McNemar's exact test on 1,000 validation rows, corrected for 2 comparisons (Holm).",
  );
});

test("a p-value that is small only before the correction makes a tie", () => {
  const { sentences } = verdictOf([
    { name: "a", isRight: above(0) },
    { name: "b", isRight: above(6) }, // p = 1/32, and 1/16 of two
    { name: "c", isRight: above(6) },
  ]);
  expect(sentences[0]).toBe("These three are tied: `a`, `b` and `c` (the smallest p = 0.063).");
});

test("some may be tied with the best, and others beaten", () => {
  const { sentences } = verdictOf([
    { name: "a", isRight: above(10) },
    { name: "b", isRight: above(11) },
    { name: "c", isRight: above(90) },
  ]);
  expect(sentences.slice(0, 2)).toEqual([
    "These two are tied: `a` and `b` (p = 1.00).",
    "`a` beats `c` (p < 0.001).",
  ]);
});

test("the accuracy of the chosen one is corrected for having been chosen", () => {
  const { bestOfMany, sentences } = verdictOf(
    Array.from({ length: 20 }, (_, i) => ({
      name: `n${i}`,
      isRight: (row: number) => (row * 7919 + i * 104_729) % 1009 > 50 + (i % 3),
    })),
  );
  expect(bestOfMany?.expected).toBeLessThan(bestOfMany?.observed ?? 0);
  expect(sentences.find((each) => each.includes("flatters"))).toMatch(
    /was chosen from 20 by the same 1,000 rows that give it \d\d\.\d\d %, which flatters: expect \d\d\.\d\d % on new ones/,
  );
});

test("repeats are one configuration: mean and interval over the seeds, and pairs of equal seeds compared", () => {
  const { contestants, sentences } = verdictOf([
    { name: "b", seed: 3, isRight: above(50) },
    { name: "a", seed: 1, isRight: above(10) },
    { name: "a", seed: 2, isRight: above(12) },
    { name: "a", seed: 3, isRight: above(11) },
    { name: "b", seed: 1, isRight: above(49) },
    { name: "b", seed: 2, isRight: above(54) },
  ]);
  const [a, b] = contestants;
  expect(a).toMatchObject({ name: "a", runs: ["a1", "a2", "a3"] });
  expect(a?.accuracy).toBeCloseTo(0.989, 12);
  expect((a?.high ?? 0) - 0.989).toBeCloseTo((4.302653 * 0.001) / Math.sqrt(3), 8); // t(0.975, 2) of any table
  expect(b?.versusLeader).toMatchObject({ test: "seeds-and-rows", pairs: 3, isBeaten: true });
  expect(b?.versusLeader?.difference).toBeCloseTo(0.04, 12);
  // scipy.stats.ttest_rel([0.99, 0.988, 0.989], [0.951, 0.946, 0.95]).pvalue, larger than that over the rows
  expect(b?.versusLeader?.pValue).toBeCloseTo(SCIPY_SEEDS, 10);
  expect(sentences).toContain(
    "`a` answers 98.90 ± 0.25 % right: mean and 95 % interval over 3 seeds.",
  );
  expect(sentences.join()).not.toContain("another seed may turn");
});

test("a seed that was trained anew is no further seed: the newest of its runs counts", () => {
  const { contestants, sentences } = verdictOf([
    { name: "a", seed: 1, isRight: above(10) },
    { name: "a", seed: 1, isRight: above(11) },
    { name: "b", seed: 1, isRight: above(50) },
  ]);
  expect(contestants[0]).toMatchObject({ runs: ["a1"], seeds: 1 });
  expect(sentences.join()).toContain("another seed may turn");
});

test("ensembles, which no seed changes, are not advised to be repeated", () => {
  const trainer = { kind: "builtin", type: "ensemble" } as const;
  const { sentences } = verdictOf([
    { name: "all", trainer, isRight: above(10) },
    { name: "greedy", trainer, isRight: above(11) },
  ]);
  expect(sentences.join()).not.toContain("repeats");
});

const SCIPY_SEEDS = 0.0006244146721847408;

test("a difference that every seed shows does not count where it rests on two rows", () => {
  const { contestants } = verdictOf([
    ...[1, 2, 3, 4].map((seed) => ({ name: "a", seed, isRight: above(0) })),
    ...[1, 2, 3, 4].map((seed) => ({ name: "b", seed, isRight: above(2) })),
  ]);
  expect(contestants[1]?.versusLeader).toMatchObject({ isBeaten: false });
});

test("a lucky seed that is ranked first is named beside the configuration with the higher mean", () => {
  const { sentences } = verdictOf([
    { name: "wild", seed: 1, isRight: above(1) },
    { name: "steady", seed: 1, isRight: above(3) },
    { name: "steady", seed: 2, isRight: above(4) },
    { name: "wild", seed: 2, isRight: above(60) },
  ]);
  expect(sentences).toContain(
    "The run that is ranked first, wild0, is one of `wild`; `steady` has the higher mean accuracy.",
  );
});

test("who cannot be compared is said", () => {
  const { sentences } = verdictOf([
    { name: "a", isRight: above(0) },
    { name: "b", rows: 500, isRight: above(3) },
    { name: "c" },
  ]);
  expect(sentences).toContain(
    "Not compared: 1 that answered other validation rows, 1 run without usable predictions.",
  );
});

test("runs without predictions are told why nothing is said of them, and what to store", () => {
  const advice =
    "A classifier that writes them to `artifacts/predictions.csv` gets both (docs/trainers.md).";
  expect(verdictOf([{ name: "a" }, { name: "b" }]).sentences).toEqual([
    "No interval and no significance: the 2 runs stored no usable predictions of the validation rows.",
    advice,
  ]);
  expect(verdictOf([{ name: "a" }]).sentences).toEqual([
    "No interval and no significance: the run stored no usable predictions of the validation rows.",
    advice,
  ]);
});

test("a single run has nothing to be compared to, and no run has no verdict", () => {
  expect(verdictOf([{ name: "a", isRight: above(2) }]).sentences).toEqual([
    "There is only `a`, with nothing to compare it to.",
  ]);
  expect(verdictOf([])).toMatchObject({ contestants: [], rows: null, sentences: [] });
});
