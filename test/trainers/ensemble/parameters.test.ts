import { expect, test } from "vitest";
import { parameters, resolveParameters } from "../../../src/trainers/ensemble/parameters.js";

test("an ensemble is of all candidates and sees pictures as they are, unless something else is said", () => {
  expect(parameters.parse({})).toEqual({ select: "all", tta: false });
  expect(resolveParameters({})).toEqual({
    select: { type: "all", options: {} },
    tta: null,
  });
});

test("what means the same is the same, with every default", () => {
  expect(resolveParameters({ select: "greedy", tta: true })).toEqual({
    select: { type: "greedy", options: { rounds: 50, folds: 5 } },
    tta: { shift: 1, diagonal: false },
  });
  const spelled = { select: { type: "greedy", rounds: 50 }, tta: { shift: 1 } };
  expect(parameters.parse(spelled)).toEqual({ select: "greedy", tta: true });
  const top = { type: "top", n: 3, folds: 5 };
  expect(parameters.parse({ select: { type: "top", n: 3 } }).select).toEqual(top);
});

test.each([
  [{ select: "best" }, "expected one of `all`, `top`, `greedy`, got `best`"],
  [{ select: { type: "all", n: 3 } }, "expected no options, got `n`"],
  [{ tta: 3 }, "expected `true`, `false` or options {shift, diagonal}, got `3`"],
])("%j is refused", (given, message) => {
  expect(parameters.safeParse(given).error?.issues[0]?.message).toBe(message);
});
