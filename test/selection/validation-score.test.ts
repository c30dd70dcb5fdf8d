import { expect, test } from "vitest";
import { wilsonInterval } from "../../src/selection/interval.js";
import { expectedScore } from "../../src/selection/validation-score.js";
import { createWorkspace, predictionsCsv } from "./workspace.js";

function setUp({ logged, text }: { logged: Record<string, number[]>; text?: string }) {
  const { addSweep, runsDir, store } = createWorkspace();
  const artifacts =
    text === undefined ? [] : [{ path: "predictions.csv", kind: "predictions", text }];
  const [run] = addSweep("digits", [{ id: "aaaa", metrics: logged, artifacts }]);
  if (!run) throw new Error("the run was not saved");
  return () => expectedScore(store, runsDir, run);
}

const NINETY_OF_100 = predictionsCsv({ rows: 100, isRight: (row) => row < 90 });

test("the expected score is recomputed from the predictions", () => {
  const score = setUp({ logged: { val_accuracy: [0.8, 0.9, 0.85] }, text: NINETY_OF_100 });
  expect(score()).toEqual({ accuracy: 0.9, ...wilsonInterval(90, 100), rows: 100 });
});

test("a run that does not log val_accuracy has nothing to agree with", () => {
  expect(setUp({ logged: { acc: [0.1] }, text: NINETY_OF_100 })()?.accuracy).toBe(0.9);
});

test("a logged value of single precision agrees", () => {
  const score = setUp({ logged: { val_accuracy: [Math.fround(0.9)] }, text: NINETY_OF_100 });
  expect(score()?.accuracy).toBe(0.9);
});

test("predictions that no logged accuracy fits are an error", () => {
  const score = setUp({ logged: { val_accuracy: [0.7, 0.95, Number.NaN] }, text: NINETY_OF_100 });
  expect(score).toThrow(
    "run aaaa: artifacts/predictions.csv has an accuracy of 0.9 on 100 rows, expected one that the run logged as " +
      "`val_accuracy`; the nearest is 0.95 at step 200",
  );
});

test("a run without predictions has no expected score", () => {
  expect(setUp({ logged: { val_accuracy: [0.9] } })()).toBeNull();
});

test("damaged predictions are an error that names run, file and line", () => {
  const text = NINETY_OF_100.replace("1,1,0.1,0.9", "1,1,0.1");
  expect(setUp({ logged: {}, text })).toThrow("run aaaa: predictions.csv:3: expected 4 numbers");
});
