import { expect, test } from "vitest";
import { type GreyPicture, normaliseDigit, onBlack } from "../../src/core/normalise-digit.js";
import { PIXELS } from "../../src/trainers/digits/description.js";
import { realDigits } from "../trainers/digits/support.js";

/** A picture of `side` × `side` with a filled rectangle. */
function rectangle(side: number, at: { left: number; top: number; width: number; height: number }) {
  const levels = Uint8Array.from({ length: side * side }, (_, i) => {
    const x = (i % side) - at.left;
    const y = Math.floor(i / side) - at.top;
    return x >= 0 && x < at.width && y >= 0 && y < at.height ? 255 : 0;
  });
  return { width: side, height: side, levels };
}

/** The same, each pixel `factor` × `factor`, with `margin` pixels of black around. */
function enlarged({ width, height, levels }: GreyPicture, factor: number, margin: number) {
  const [wide, high] = [width * factor + 2 * margin, height * factor + 2 * margin];
  const large = Uint8Array.from({ length: wide * high }, (_, i) => {
    const x = Math.floor(((i % wide) - margin) / factor);
    const y = Math.floor((Math.floor(i / wide) - margin) / factor);
    return x < 0 || y < 0 || x >= width || y >= height ? 0 : (levels[y * width + x] ?? 0);
  });
  return { width: wide, height: high, levels: large };
}

function litPlaces(digit: Uint8Array) {
  const lit = Array.from(digit).flatMap((level, i) =>
    level > 0 ? [[i % 28, Math.floor(i / 28)]] : [],
  );
  const xs = lit.map(([x = 0]) => x);
  const ys = lit.map(([, y = 0]) => y);
  return { x: [Math.min(...xs), Math.max(...xs)], y: [Math.min(...ys), Math.max(...ys)] };
}

test("the longer side becomes 20 pixels, the aspect stays, and the middle comes to pixel 14", () => {
  const tall = normaliseDigit(rectangle(200, { left: 10, top: 20, width: 50, height: 100 }));
  expect(litPlaces(tall)).toEqual({ x: [10, 19], y: [5, 24] });
  const small = normaliseDigit(rectangle(28, { left: 1, top: 1, width: 4, height: 2 }));
  expect(litPlaces(small)).toEqual({ x: [5, 24], y: [10, 19] });
  expect(Math.max(...small)).toBe(255);
});

test("the centre of mass comes to pixel 14, not that of the box", () => {
  const lopsided = rectangle(100, { left: 0, top: 0, width: 100, height: 100 });
  lopsided.levels.forEach((_, i) => {
    if (i % 100 > 20 && Math.floor(i / 100) < 80) lopsided.levels[i] = 0; // an L
  });
  const { x, y } = litPlaces(normaliseDigit(lopsided));
  expect([x[0], y[1]]).toEqual([8, 20]); // its foot and its stem are heavy: to the right and up, as far as it stays inside
});

test("real digits come out as they are in MNIST, from anywhere and of any size", () => {
  const { images } = realDigits(50);
  const differences = Array.from({ length: 50 }, (_, row) => {
    const levels = images.subarray(row * PIXELS, (row + 1) * PIXELS);
    const digit = normaliseDigit(enlarged({ width: 28, height: 28, levels }, 7, 31));
    return digit.reduce((sum, level, i) => sum + Math.abs(level - (levels[i] ?? 0)), 0) / PIXELS;
  });
  const near = differences.filter((difference) => difference < 8); // of 255: edges where MNIST's own box was cut otherwise
  expect(near.length).toBeGreaterThan(45);
});

test("the paper becomes black, whatever its grey is, and the ink white", () => {
  const { levels, ...size } = rectangle(40, { left: 5, top: 5, width: 10, height: 20 });
  const light = { ...size, levels: levels.map((level) => (level > 0 ? 20 : 200)) };
  const dark = { ...size, levels: levels.map((level) => (level > 0 ? 230 : 50)) };
  expect(onBlack(light).levels).toEqual(levels.map((level) => (level > 0 ? 180 : 0)));
  expect(onBlack(dark).levels).toEqual(levels.map((level) => (level > 0 ? 180 : 0)));
  expect(normaliseDigit(onBlack(light))).toEqual(normaliseDigit(onBlack(dark)));
});

test("nothing drawn is a black picture", () => {
  const nothing = { width: 30, height: 20, levels: new Uint8Array(600) };
  expect(Math.max(...normaliseDigit(nothing))).toBe(0);
});
