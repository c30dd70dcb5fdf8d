import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom, type Random } from "../../../../src/core/random.js";
import {
  type Displacements,
  drawWindow,
  elasticDisplacements,
  ONE_PIXEL,
  STILL,
} from "../../../../src/trainers/digits/augment/displacement.js";
import { IMAGE_SIDE } from "../../../../src/trainers/digits/description.js";

/** What stands at a place of the field, from the definition: a Gaussian of two dimensions over the numbers around it. */
function smoothed(numbers: number[], sigma: number, [x, y]: [number, number]): number {
  const radius = Math.ceil(3 * sigma);
  const side = Math.sqrt(numbers.length);
  let sum = 0;
  let weights = 0;
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) {
      const weight = Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
      weights += weight;
      sum += weight * (numbers[(y + radius + dy) * side + x + radius + dx] ?? Number.NaN);
    }
  }
  return sum / weights;
}

/** Remembers the numbers from −1 to 1 that were drawn. */
function recording(random: Random) {
  const drawn: number[] = [];
  const next = () => {
    const number = random.next();
    drawn.push(2 * number - 1);
    return number;
  };
  return { random: { ...random, next }, drawn };
}

test("displacements are random numbers from −1 to 1, smoothed by a Gaussian and multiplied by alpha", () => {
  const place = fc.nat(255);
  for (const options of [
    { alpha: 34, sigma: 4 },
    { alpha: 1, sigma: 0.5 },
  ]) {
    const { random, drawn } = recording(createRandom("field", options.sigma));
    const { values, side, greatest } = elasticDisplacements(options, random);
    expect(values).toHaveLength(side * side);
    const furthest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(greatest).toBeCloseTo(furthest / ONE_PIXEL, 4);
    fc.assert(
      fc.property(place, place, (x, y) => {
        const expected = options.alpha * smoothed(drawn, options.sigma, [x, y]);
        expect((values[y * side + x] ?? Number.NaN) / ONE_PIXEL).toBeCloseTo(expected, 4);
      }),
      { numRuns: 50 },
    );
  }
});

test("a pixel moves by about alpha / (6 sigma), as the documentation says, and its neighbours with it", () => {
  const field = elasticDisplacements({ alpha: 34, sigma: 4 }, createRandom(1));
  const spread = Math.sqrt(meanProduct(field, 0));
  expect(spread).toBeGreaterThan(0.8 * (34 / 24));
  expect(spread).toBeLessThan(1.2 * (34 / 24));
  expect(meanProduct(field, 1) / spread ** 2).toBeGreaterThan(0.95);
  expect(Math.abs(meanProduct(field, 28)) / spread ** 2).toBeLessThan(0.2);
});

test("windows lie anywhere in the field and never beyond it", () => {
  const random = createRandom("windows");
  const field = { values: new Int32Array(30 * 30), side: 30, greatest: 0 };
  const places = new Set(Array.from({ length: 500 }, () => drawWindow(field, random)));
  expect([...places].sort((a, b) => a - b)).toEqual([0, 1, 2, 30, 31, 32, 60, 61, 62]);
  expect(62 + (IMAGE_SIDE - 1) * 31).toBe(30 * 30 - 1);
});

test("where nothing is to be displaced there is one window of zeros", () => {
  expect(drawWindow(STILL, createRandom(1))).toBe(0);
  expect(STILL.values).toEqual(new Int32Array(IMAGE_SIDE * IMAGE_SIDE));
});

/** Mean of the products, in pixels², of values that stand `distance` apart in a row. */
function meanProduct({ values, side }: Displacements, distance: number): number {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x + distance < side; x++, count++) {
      sum += (values[y * side + x] ?? 0) * (values[y * side + x + distance] ?? 0);
    }
  }
  return sum / count / ONE_PIXEL ** 2;
}
