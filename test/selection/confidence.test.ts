import { expect, test } from "vitest";
import { readAnswers } from "../../src/selection/answers.js";
import { assessRanking } from "../../src/selection/confidence.js";
import { exactMcNemar } from "../../src/selection/mcnemar.js";
import { createWorkspace, predictionsCsv } from "./workspace.js";

function predictions(isRight: (row: number) => boolean, rows = 100) {
  return [
    { path: "predictions.csv", kind: "predictions", text: predictionsCsv({ rows, isRight }) },
  ];
}

test("every run is compared with the first; what cannot be compared or read says so", () => {
  const { store, runsDir, addSweep } = createWorkspace();
  const runs = addSweep("digits", [
    { id: "best", artifacts: predictions((row) => row < 95) },
    { id: "next", artifacts: predictions((row) => row >= 12) },
    { id: "else", artifacts: predictions(() => true, 50) },
    { id: "none" },
    {
      id: "torn",
      artifacts: [{ path: "predictions.csv", kind: "predictions", text: "row,label,p0\nx\n" }],
    },
  ]);
  const [best, next, other, none, torn] = assessRanking(runs, (run) =>
    readAnswers(store, runsDir, run),
  );
  expect(best).toMatchObject({
    score: { accuracy: 0.95, rows: 100 },
    versusBest: null,
    problem: null,
  });
  expect(next).toMatchObject({
    score: { accuracy: 0.88 },
    versusBest: { onlyFirst: 12, onlySecond: 5, pValue: exactMcNemar(12, 5) },
  });
  expect(other).toMatchObject({ score: { rows: 50 }, versusBest: null, problem: null });
  expect(none).toEqual({ score: null, versusBest: null, problem: null });
  expect(torn).toEqual({
    score: null,
    versusBest: null,
    problem: "run torn: predictions.csv:2: expected 3 numbers",
  });
});

test("p-values are corrected for the number of runs that were compared", () => {
  const { store, runsDir, addSweep } = createWorkspace();
  const runs = addSweep("digits", [
    { id: "best", artifacts: predictions(() => true) },
    { id: "six", artifacts: predictions((row) => row >= 6) },
    { id: "none" },
    { id: "nine", artifacts: predictions((row) => row >= 9) },
  ]);
  const found = assessRanking(runs, (run) => readAnswers(store, runsDir, run));
  expect(found.map(({ versusBest }) => versusBest?.corrected)).toEqual([
    undefined,
    exactMcNemar(6, 0),
    undefined,
    2 * exactMcNemar(9, 0),
  ]);
});

test("an empty ranking has nothing to assess", () => {
  expect(assessRanking([], () => ({ score: null, predictions: null, problem: null }))).toEqual([]);
});
