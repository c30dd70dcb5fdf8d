import { expect, test } from "vitest";
import { dropoutMasks } from "../../../../src/trainers/digits/network/dropout-masks.js";

const site = { name: "dropout_1", rate: 0.3, shape: [7, 9] };

function mask(
  at: { seed?: number; step?: number; rate?: number; batch?: number; name?: string } = {},
) {
  const { seed = 1, step = 1, rate = 0.3, batch = 400, name = "dropout_1" } = at;
  return dropoutMasks([{ ...site, rate, name }], { batch, seed, step })[name];
}

test("a mask drops its share of values and scales the others so that the mean stays", () => {
  for (const rate of [0.05, 0.3, 0.95]) {
    const { data, shape } = mask({ rate }) ?? { data: [], shape: [] };
    expect(shape).toEqual([400, 7, 9]);
    const dropped = data.filter((value) => value === 0).length / data.length;
    expect(dropped).toBeGreaterThan(rate - 0.01); // three standard deviations of 25,200 draws are 0.009
    expect(dropped).toBeLessThan(rate + 0.01);
    expect(new Set(data)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
  }
});

test("the same seed and step give the same mask; another seed, step or dropout another", () => {
  expect(mask()).toEqual(mask());
  expect(mask({ step: 2 })).not.toEqual(mask());
  expect(mask({ seed: 2 })).not.toEqual(mask());
  expect(mask({ name: "dropout_2" })).not.toEqual(mask());
});

test("neighbouring values, and the same value of neighbouring steps, are dropped independently", () => {
  const [a, b] = [mask({ rate: 0.5, batch: 1000 }), mask({ rate: 0.5, batch: 1000, step: 2 })];
  const values = Array.from(a?.data ?? []);
  const next = [...values.slice(1), 0];
  const share = (other: ArrayLike<number>) =>
    values.filter((value, i) => (value === 0) === (other[i] === 0)).length / values.length;
  expect(Math.abs(share(next) - 0.5)).toBeLessThan(0.01); // five standard deviations of 63,000 draws
  expect(Math.abs(share(b?.data ?? []) - 0.5)).toBeLessThan(0.01);
});

test("a mask of an odd number of values is filled to its end", () => {
  const odd = dropoutMasks([{ name: "d", rate: 0, shape: [3] }], { batch: 1, seed: 1, step: 1 });
  expect(odd.d?.data).toEqual(Float32Array.of(1, 1, 1));
});
