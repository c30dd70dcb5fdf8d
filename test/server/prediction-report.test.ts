import { describe, expect, it } from "vitest";
import type { Predictions } from "../../src/protocol/predictions.js";
import { reportPredictions } from "../../src/server/prediction-report.js";

/** Two classes and four rows: two right, two wrong. */
const PREDICTIONS: Predictions = {
  rows: Int32Array.of(10, 11, 12, 13),
  labels: Uint8Array.of(0, 0, 1, 0),
  probabilities: Float32Array.of(0.75, 0.25, 0.375, 0.625, 0.125, 0.875, 0.0625, 0.9375),
  classes: 2,
};

describe("the report on predictions", () => {
  it("counts true against answered classes", () => {
    const report = reportPredictions(PREDICTIONS);
    expect(report).toMatchObject({ rows: 4, correct: 2, misclassifiedTotal: 2 });
    expect(report.confusion).toEqual([
      [1, 2],
      [0, 1],
    ]);
  });

  it("gives the accuracy of each class", () => {
    const { perClass } = reportPredictions(PREDICTIONS);
    expect(perClass.map(({ accuracy }) => accuracy)).toEqual([1 / 3, 1]);
  });

  it("gives no accuracy for a class without rows", () => {
    const report = reportPredictions({ ...PREDICTIONS, labels: Uint8Array.of(0, 0, 0, 0) });
    expect(report.perClass[1]).toEqual({ label: 1, rows: 0, correct: 0, accuracy: null });
  });

  it("lists what was answered wrongly, most confident first", () => {
    expect(reportPredictions(PREDICTIONS).misclassified).toEqual([
      { row: 13, label: 0, answer: 1, probability: 0.9375 },
      { row: 11, label: 0, answer: 1, probability: 0.625 },
    ]);
  });

  it("cuts the list of a poor model but tells how long it was", () => {
    const rows = Int32Array.from({ length: 900 }, (_, i) => i);
    const labels = new Uint8Array(900);
    const probabilities = Float32Array.from({ length: 1800 }, (_, i) => i % 2);
    const report = reportPredictions({ rows, labels, probabilities, classes: 2 });
    expect(report.misclassified).toHaveLength(500);
    expect(report.misclassifiedTotal).toBe(900);
  });
});
