import { expect, test } from "vitest";
import { createSchedule, scheduleChoice } from "../../../../src/trainers/digits/schedules/index.js";
import { withWarmup } from "../../../../src/trainers/digits/schedules/warmup.js";

const length = { steps: 101, stepsPerEpoch: 10 }; // steps 0 … 100

function factors(value: Parameters<typeof createSchedule>[0], steps: number[]): number[] {
  const schedule = createSchedule(value, length);
  return steps.map((step) => Number(schedule.factor(step).toFixed(10)));
}

test("constant stays", () => {
  expect(factors("constant", [0, 50, 100])).toEqual([1, 1, 1]);
});

test("step drops after every few epochs, and nowhere else", () => {
  const schedule = { type: "step", every: 2, factor: 0.1 };
  expect(factors(schedule, [0, 19, 20, 39, 40])).toEqual([1, 1, 0.1, 0.1, 0.01]);
});

test("exponential leaves its share after each epoch", () => {
  expect(factors({ type: "exponential", decay: 0.25 }, [0, 5, 10, 20])).toEqual([
    1, 0.5, 0.25, 0.0625,
  ]);
});

test("linear ends at its final share", () => {
  expect(factors({ type: "linear", final: 0.2 }, [0, 50, 100])).toEqual([1, 0.6, 0.2]);
});

test("cosine is half way down in the middle and ends at its final share", () => {
  expect(factors("cosine", [0, 50, 100])).toEqual([1, 0.5, 0]);
  expect(factors({ type: "cosine", final: 0.5 }, [0, 50, 100])).toEqual([1, 0.75, 0.5]);
});

test("one_cycle rises from its initial share to the rate and falls to its final share", () => {
  expect(factors("one_cycle", [0, 15, 30, 65, 100])).toEqual([0.04, 0.52, 1, 0.50005, 0.0001]);
});

test("plateau drops when the validation loss has not fallen for longer than its patience", () => {
  const schedule = createSchedule(
    { type: "plateau", factor: 0.5, patience: 1, final: 0.2 },
    length,
  );
  const after = [1, 0.9, 0.95, 0.92, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8].map((loss) => {
    schedule.epochEnded?.(loss);
    return schedule.factor(0);
  });
  expect(after).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.2, 0.2, 0.2]);
});

test("a warm-up rises in a straight line to what the schedule gives", () => {
  const schedule = withWarmup(createSchedule("constant", length), 4);
  expect([0, 1, 2, 3, 4, 50].map((step) => schedule.factor(step))).toEqual([
    0.2, 0.4, 0.6, 0.8, 1, 1,
  ]);
});

test("no schedule leaves [0, 1] in a training of any length, one step included", () => {
  for (const type of [
    "constant",
    "step",
    "exponential",
    "linear",
    "cosine",
    "one_cycle",
    "plateau",
  ]) {
    expect(scheduleChoice.schema.parse(type)).toBe(type);
    for (const steps of [1, 2, 7]) {
      const schedule = createSchedule(type, { steps, stepsPerEpoch: 1 });
      for (let step = 0; step < steps; step++) {
        expect(schedule.factor(step), `${type} at ${step} of ${steps}`).toSatisfy(
          (factor: number) => factor >= 0 && factor <= 1,
        );
      }
    }
  }
});
