import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Selection } from "../../../../src/trainers/ensemble/parameters.js";
import { type Answers, blend } from "../../../../src/trainers/ensemble/select/answers.js";
import { chooseWeights } from "../../../../src/trainers/ensemble/select/choose-weights.js";
import { isBetter, type Score, scoreOf } from "../../../../src/trainers/ensemble/select/score.js";
import { allRows, answersOf } from "./support.js";

const all: Selection = { type: "all", options: {} };
const top = (n: number): Selection => ({ type: "top", options: { n, folds: 5 } });
const greedy = (rounds = 50): Selection => ({ type: "greedy", options: { rounds, folds: 5 } });
const choose = (selection: Selection, answers: Answers) =>
  chooseWeights(selection, answers, allRows(answers));

/** Four rows of the classes 1, 2, 3, 4. Each candidate is sure where it is right. */
const LABELS = [1, 2, 3, 4];
const A = [
  [1, 0.9],
  [2, 0.9],
  [3, 0.9],
  [0, 0.5],
] as const; // errs on the fourth
const B = [
  [1, 0.9],
  [2, 0.9],
  [0, 0.5],
  [0, 0.5],
] as const; // on two of them
const C = [
  [0, 0.5],
  [0, 0.5],
  [0, 0.6],
  [4, 0.9],
] as const; // knows the fourth alone

describe("the weights of an ensemble's candidates", () => {
  it("are equal with `all`", () => {
    expect(choose(all, answersOf(LABELS, [A, B, C]))).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it("are equal among the best n with `top`, whatever the order in which they are given", () => {
    expect(choose(top(2), answersOf(LABELS, [C, A, B]))).toEqual([0, 0.5, 0.5]);
    expect(choose(top(1), answersOf(LABELS, [C, A, B]))).toEqual([0, 1, 0]);
  });

  it("let a weak candidate take part that knows what the best do not: a worked example", () => {
    // A alone: 3 right. A and B: 3, but with a larger log-loss than A's. So it begins with A. Then A + C: row 1 has 0.9 + 0.056 for
    // its class and 0.011 + 0.5 for class 0, likewise rows 2 and 3; row 4 has 0.056 + 0.9 against 0.5 + 0.011. All four are right.
    expect(choose(greedy(1), answersOf(LABELS, [A, B, C]))).toEqual([0.5, 0, 0.5]);
  });

  it("count a candidate as often as it was chosen", () => {
    const labels = [1, 2, 3, 4, 5];
    const sure = [
      [1, 0.6],
      [2, 0.6],
      [3, 0.6],
      [4, 0.6],
      [0, 0.9],
    ] as const;
    const loud = [
      [0, 0.8],
      [0, 0.8],
      [0, 0.8],
      [0, 0.8],
      [5, 0.99],
    ] as const;
    // one of each: class 0 has 0.044 + 0.8 on the first four rows, the right one 0.6 + 0.022. Two of the first turn that round, and the
    // last row has 2 · 0.011 + 0.99 for 5 against 2 · 0.9 + 0.001 for 0: four right, with a smaller log-loss than the first alone
    expect(choose(greedy(2), answersOf(labels, [sure, loud]))).toEqual([2 / 3, 1 / 3]);
  });

  it("go to the candidate that is given first where several are equal", () => {
    expect(choose(top(1), answersOf(LABELS, [B, A, A]))).toEqual([0, 1, 0]);
    expect(choose(greedy(), answersOf(LABELS, [A, A]))).toEqual([1, 0]);
  });

  it("are chosen by the given rows alone", () => {
    const answers = answersOf(LABELS, [A, C]);
    expect(chooseWeights(top(1), answers, Int32Array.of(0, 1, 2))).toEqual([1, 0]);
    expect(chooseWeights(top(1), answers, Int32Array.of(3))).toEqual([0, 1]);
  });

  it("keep the best single candidate where nothing helps it", () => {
    const perfect = LABELS.map((label) => [label, 1] as const);
    expect(choose(greedy(), answersOf(LABELS, [B, perfect, C]))).toEqual([0, 1, 0]);
  });

  const sureness = fc.double({ min: 0.2, max: 1, noNaN: true });
  const cell = fc.tuple(fc.integer({ min: 0, max: 9 }), sureness);
  const cases = fc
    .record({ rows: fc.integer({ min: 1, max: 12 }), n: fc.integer({ min: 1, max: 6 }) })
    .chain(({ rows, n }) =>
      fc.record({
        labels: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: rows, maxLength: rows }),
        candidates: fc.array(fc.array(cell, { minLength: rows, maxLength: rows }), {
          minLength: n,
          maxLength: n,
        }),
      }),
    );

  it("are never negative and together 1", () => {
    fc.assert(
      fc.property(cases, ({ labels, candidates }) => {
        for (const selection of [all, top(1), greedy(8)]) {
          const weights = choose(selection, answersOf(labels, candidates));
          expect(weights.every((weight) => weight >= 0)).toBe(true);
          expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("answer with `greedy` at least as many rows right as any candidate, and as the best n together", () => {
    fc.assert(
      fc.property(cases, ({ labels, candidates }) => {
        const answers = answersOf(labels, candidates);
        const right = (weights: number[]) => rightOf(answers, weights);
        const chosen = right(choose(greedy(8), answers));
        candidates.forEach((_, i) => {
          const alone = candidates.map((__, j) => Number(i === j));
          expect(chosen).toBeGreaterThanOrEqual(right(alone));
          expect(chosen).toBeGreaterThanOrEqual(right(choose(top(i + 1), answers)));
        });
      }),
      { numRuns: 200 },
    );
  });

  it("get no worse with more rounds", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 6 }), ({ labels, candidates }, rounds) => {
        const answers = answersOf(labels, candidates);
        const [few, many] = [rounds, rounds + 3].map((n) =>
          rightOf(answers, choose(greedy(n), answers)),
        );
        expect(many).toBeGreaterThanOrEqual(few ?? 0);
      }),
    );
  });
});

describe("a score", () => {
  it("is better by more right answers, then by a smaller log-loss", () => {
    const score = (right: number, logLoss: number): Score => ({ right, logLoss });
    expect(isBetter(score(3, 9), score(2, 1))).toBe(true);
    expect(isBetter(score(2, 1), score(2, 2))).toBe(true);
    expect(isBetter(score(2, 2), score(2, 2))).toBe(false);
    expect(isBetter(score(2, 0), score(3, 9))).toBe(false);
  });

  it("counts the lower of two classes of equal probability as the answer, and no probability as less than 1e-7", () => {
    const answers = answersOf(
      [1, 0],
      [
        [
          [0, 0],
          [1, 1],
        ],
      ],
    ); // the first row: 1/9 for each class but 0
    const [probabilities = new Float32Array()] = answers.probabilities;
    const given = { sum: Float64Array.from(probabilities), added: null, count: 1 };
    expect(scoreOf(given, answers.labels, allRows(answers))).toEqual({
      right: 1,
      logLoss: expect.closeTo(Math.log(9) - Math.log(1e-7), 6),
    });
  });
});

function rightOf(answers: Answers, weights: number[]): number {
  const mixed = { sum: Float64Array.from(blend(answers, weights)), added: null, count: 1 };
  return scoreOf(mixed, answers.labels, allRows(answers)).right;
}
