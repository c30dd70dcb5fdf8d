import { expect, test } from "vitest";
import { hashJson } from "../../src/core/hash.js";
import type { RunDefinition } from "../../src/core/records.js";
import { variantOf } from "../../src/core/variant.js";

const definition: RunDefinition = {
  trainer: { kind: "builtin", type: "digits" },
  code: "c0de",
  parameters: { epochs: 3 },
  seed: 1,
  data: { train: "abc" },
  repeat: 1,
  fold: null,
};

test("a run without folds has the variant that earlier versions gave it", () => {
  const { code, parameters, data } = definition;
  const earlier = hashJson({ program: "digits", code, parameters, data });
  expect(variantOf(definition)).toBe(earlier.slice(0, 8));
});

test("the folds of one configuration are one variant, whatever their seeds", () => {
  const first = variantOf({ ...definition, fold: { index: 0, count: 5 } });
  expect(variantOf({ ...definition, seed: 2, fold: { index: 4, count: 5 } })).toBe(first);
});

test("another number of folds, or none, is another variant", () => {
  const five = variantOf({ ...definition, fold: { index: 0, count: 5 } });
  const three = variantOf({ ...definition, fold: { index: 0, count: 3 } });
  expect(new Set([five, three, variantOf(definition)]).size).toBe(3);
});
