import { expect, it } from "vitest";
import { lookAtClasses } from "../../../src/analysis/data/class-look.js";
import { lookAtPixels } from "../../../src/analysis/data/pixel-look.js";
import { demoPictures } from "../../fixtures/demo-data.js";

/** Four pictures of 2 × 2 pixels; row 3 is for validation. */
const SMALL = {
  side: 2,
  images: Uint8Array.of(...[0, 0, 0, 255], ...[0, 16, 0, 255], ...[0, 0, 0, 0], ...[0, 16, 0, 1]),
  labels: Uint8Array.of(1, 1, 0, 1),
  train: Int32Array.of(0, 1, 2),
  validation: Int32Array.of(3),
};

it("sums the pixels up", () => {
  const look = lookAtPixels(SMALL);
  expect(look).toMatchObject({ min: 0, max: 255, zeros: 11 / 16, alwaysZero: 2 });
  expect(look.mean).toBeCloseTo(543 / 16);
  expect(look.sd).toBeCloseTo(Math.sqrt((2 * 255 ** 2 + 2 * 16 ** 2 + 1) / 16 - (543 / 16) ** 2));
  expect(look.histogram).toEqual([12 / 16, 2 / 16, ...new Array(13).fill(0), 2 / 16]);
});

it("tells of each class how many rows there are on either side, its mean and its spread", () => {
  const [zeros, ones] = lookAtClasses(SMALL);
  expect(zeros).toMatchObject({ label: 0, rows: 1, parts: [1, 0] });
  expect(ones).toMatchObject({ label: 1, rows: 3, parts: [2, 1] });
  expect([...Buffer.from(ones?.mean ?? "", "base64")]).toEqual([0, 11, 0, 170]); // 32 / 3, 511 / 3
  const deviation = [...Buffer.from(ones?.deviation ?? "", "base64")];
  expect(deviation).toEqual([0, 15, 0, 239]); // twice 7.54 and 119.7
});

it("tells of each class how many rows each fold has", () => {
  const { images, side, labels } = SMALL;
  const [zeros, ones] = lookAtClasses({
    ...{ images, side, labels },
    folds: Uint8Array.of(0, 1, 2, 1),
    count: 3,
  });
  expect(zeros?.parts).toEqual([0, 0, 1]);
  expect(ones?.parts).toEqual([1, 2, 0]);
});

it("puts the row first that is farthest from its class's mean", () => {
  const ones = lookAtClasses(SMALL)[1];
  expect(ones?.outliers[0]?.row).toBe(3);
  expect(ones?.outliers[0]?.distance).toBeGreaterThan(1);
});

it("chooses the same samples every time, all of the class", () => {
  const pictures = demoPictures(400);
  const [first, again] = [lookAtClasses(pictures), lookAtClasses(pictures)];
  expect(first).toEqual(again);
  expect(first[4]?.samples).toHaveLength(12);
  expect(first[4]?.samples.every(({ row }) => row % 10 === 4)).toBe(true);
});
