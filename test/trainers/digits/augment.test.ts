import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "../../../src/core/random.js";
import { type AugmentOptions, createAugmenter } from "../../../src/trainers/digits/augment.js";
import { IMAGE_SIDE, PIXELS } from "../../../src/trainers/digits/description.js";

const LAST = IMAGE_SIDE - 1;
const NONE: AugmentOptions = { rotation: 0, zoom: 0, shift: 0 };

/** Three images of random grey levels, black at the edge. */
const images = (() => {
  const random = createRandom("augment test");
  return Uint8Array.from({ length: 3 * PIXELS }, (_, i) => {
    const [x, y] = [i % IMAGE_SIDE, Math.floor(i / IMAGE_SIDE) % IMAGE_SIDE];
    return Math.min(x, y, LAST - x, LAST - y) < 1 ? 0 : random.int(0, 255);
  });
})();

/** Draws these numbers in turn: for rotation, zoom, shift in x, shift in y; 0 is the lowest of a range, 0.5 its middle. */
function draws(...numbers: number[]): Random {
  let drawn = 0;
  return { ...createRandom(), next: () => numbers[drawn++ % numbers.length] ?? 0 };
}
const HIGHEST = 1; // one step beyond what a Random draws: the end of the range itself

function augment(options: AugmentOptions, random: Random, row = 0): Float32Array {
  const out = new Float32Array(PIXELS);
  createAugmenter(options, random)(images, row, out, 0);
  return out;
}

/** Grey level 0–1 of the untouched image, black outside. */
function grey(x: number, y: number, row = 0): number {
  if (x < 0 || y < 0 || x > LAST || y > LAST) return 0;
  return (images[row * PIXELS + y * IMAGE_SIDE + x] ?? 0) / 255;
}

function expectImage(got: Float32Array, expected: (x: number, y: number) => number): void {
  for (let y = 0; y < IMAGE_SIDE; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++) {
      expect(got[y * IMAGE_SIDE + x]).toBeCloseTo(expected(x, y), 5);
    }
  }
}

describe("augmenting an image", () => {
  it("is exactly pixel / 255 when everything is 0", () => {
    const expected = Float32Array.from(images.subarray(PIXELS, 2 * PIXELS), (level) => level / 255);
    expect(augment(NONE, createRandom(1), 1)).toEqual(expected);
  });

  it("moves the picture by exactly one pixel", () => {
    const right = augment({ ...NONE, shift: 1 }, draws(0.5, 0.5, HIGHEST, 0.5));
    expectImage(right, (x, y) => grey(x - 1, y));
    const up = augment({ ...NONE, shift: 1 }, draws(0.5, 0.5, 0.5, 0));
    expectImage(up, (x, y) => grey(x, y + 1));
  });

  it("shows the mean of neighbours after a move by half a pixel", () => {
    const half = augment({ ...NONE, shift: 0.5 }, draws(0.5, 0.5, HIGHEST, 0.5));
    expectImage(half, (x, y) => (grey(x, y) + grey(x - 1, y)) / 2);
  });

  it("permutes the pixels when turned by 90 degrees, clockwise for positive angles", () => {
    const clockwise = augment({ ...NONE, rotation: 90 }, draws(HIGHEST, 0.5, 0.5, 0.5));
    expectImage(clockwise, (x, y) => grey(y, LAST - x));
    const back = augment({ ...NONE, rotation: 90 }, draws(0, 0.5, 0.5, 0.5));
    expectImage(back, (x, y) => grey(LAST - y, x));
  });

  it("keeps the centre and moves everything away from it when zooming in", () => {
    const twice = augment({ ...NONE, zoom: 1 }, draws(0.5, HIGHEST, 0.5, 0.5));
    // output (x, y) shows the input half as far from the centre at 13.5
    expectImage(twice, (x, y) => interpolate((x - 13.5) / 2 + 13.5, (y - 13.5) / 2 + 13.5, 0));
    expect(twice[14 * IMAGE_SIDE + 14]).not.toBe(0);
  });

  it("agrees with a straightforward reference for any options, image and draws", () => {
    const unit = fc.double({ min: 0, max: 0.999, noNaN: true });
    const options = fc.record({
      rotation: fc.double({ min: 0, max: 180, noNaN: true }),
      zoom: fc.double({ min: 0, max: 0.9, noNaN: true }),
      shift: fc.double({ min: 0, max: 30, noNaN: true }),
    });
    fc.assert(
      fc.property(options, fc.tuple(unit, unit, unit, unit), fc.nat(2), (options, drawn, row) => {
        const got = augment(options, draws(...drawn), row);
        expectImage(got, reference(options, drawn, row));
      }),
      { numRuns: 50 },
    );
  });

  it("draws from the whole of each range and not beyond it", () => {
    const moves = new Set<number>();
    const random = createRandom("shifts");
    const dot = new Uint8Array(PIXELS);
    dot[14 * IMAGE_SIDE + 14] = 255;
    const augmentInto = createAugmenter({ ...NONE, shift: 2 }, random);
    const out = new Float32Array(PIXELS);
    for (let i = 0; i < 300; i++) {
      augmentInto(dot, 0, out, 0);
      moves.add((out.indexOf(Math.max(...out)) % IMAGE_SIDE) - 14);
    }
    expect([...moves].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
  });

  it("repeats itself for the same seed and differs for another", () => {
    const options = { rotation: 10, zoom: 0.1, shift: 2 };
    expect(augment(options, createRandom(5))).toEqual(augment(options, createRandom(5)));
    expect(augment(options, createRandom(6))).not.toEqual(augment(options, createRandom(5)));
  });

  it("draws as many numbers whatever is switched off", () => {
    const [some, all] = [createRandom(9), createRandom(9)];
    augment(NONE, some);
    augment({ rotation: 10, zoom: 0.1, shift: 2 }, all);
    expect(some.next()).toBe(all.next());
  });

  it("writes one image at the offset and nothing beside it", () => {
    const out = new Float32Array(3 * PIXELS).fill(-1);
    createAugmenter({ rotation: 10, zoom: 0.1, shift: 2 }, createRandom(5))(images, 2, out, PIXELS);
    expect(out.subarray(0, PIXELS).every((level) => level === -1)).toBe(true);
    expect(out.subarray(2 * PIXELS).every((level) => level === -1)).toBe(true);
    const alone = augment({ rotation: 10, zoom: 0.1, shift: 2 }, createRandom(5), 2);
    expect(out.subarray(PIXELS, 2 * PIXELS)).toEqual(alone);
  });
});

/** The definition, written with points and no tricks: undo shift, rotation and zoom, then interpolate. */
function reference(
  { rotation, zoom, shift }: AugmentOptions,
  [turn, size, right, down]: [number, number, number, number],
  row: number,
): (x: number, y: number) => number {
  const range = (drawn: number, low: number, high: number) => low + drawn * (high - low);
  const angle = (range(turn, -rotation, rotation) / 180) * Math.PI;
  const factor = range(size, 1 - zoom, 1 + zoom);
  const [sx, sy] = [range(right, -shift, shift), range(down, -shift, shift)];
  return (x, y) => {
    const fromCentre = { x: x - 13.5 - sx, y: y - 13.5 - sy };
    const radius = Math.hypot(fromCentre.x, fromCentre.y) / factor;
    const direction = Math.atan2(fromCentre.y, fromCentre.x) - angle;
    return interpolate(
      13.5 + radius * Math.cos(direction),
      13.5 + radius * Math.sin(direction),
      row,
    );
  };
}

/** Bilinear: the sum over all pixels of grey level × tent function of the distance along each axis. */
function interpolate(x: number, y: number, row: number): number {
  const tent = (distance: number) => Math.max(0, 1 - Math.abs(distance));
  let sum = 0;
  for (let py = Math.floor(y); py <= Math.floor(y) + 1; py++) {
    for (let px = Math.floor(x); px <= Math.floor(x) + 1; px++) {
      sum += grey(px, py, row) * tent(x - px) * tent(y - py);
    }
  }
  return sum;
}
