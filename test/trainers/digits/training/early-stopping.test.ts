import { expect, test } from "vitest";
import { createStopper } from "../../../../src/trainers/digits/training/early-stopping.js";

test("training ends when a maximised metric has not risen for `patience` epochs", () => {
  const stop = createStopper({ patience: 2, min_delta: 0 }, "maximize");
  expect([0.5, 0.6, 0.6, 0.7, 0.7, 0.69].map(stop)).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
});

test("training ends when a minimised metric has not fallen for `patience` epochs", () => {
  const stop = createStopper({ patience: 1, min_delta: 0 }, "minimize");
  expect([3, 2, 2.5].map(stop)).toEqual([false, false, true]);
});

test("a gain of less than min_delta is none", () => {
  const stop = createStopper({ patience: 2, min_delta: 0.1 }, "maximize");
  expect([0.5, 0.55, 0.58].map(stop)).toEqual([false, false, true]);
});

test("without the option training never ends early", () => {
  const stop = createStopper(null, "maximize");
  expect([0.5, 0.4, 0.3, 0.2, Number.NaN].map(stop)).toEqual([false, false, false, false, false]);
});
