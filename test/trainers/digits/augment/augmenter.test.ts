import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { createRandom, type Random } from "../../../../src/core/random.js";
import {
  type AugmentRandom,
  createAugmenter,
} from "../../../../src/trainers/digits/augment/augmenter.js";
import {
  drawWindow,
  elasticDisplacements,
  ONE_PIXEL,
} from "../../../../src/trainers/digits/augment/displacement.js";
import {
  augmentOptions,
  type WarpOptions,
  warpedEpochs,
} from "../../../../src/trainers/digits/augment/options.js";
import { IMAGE_SIDE, PIXELS } from "../../../../src/trainers/digits/description.js";

const LAST = IMAGE_SIDE - 1;
const NONE: WarpOptions = {
  ...{ rotation: 0, zoom: 0, shift: 0, shear: 0, stretch: 0 },
  elastic: null,
};
const SOME: WarpOptions = { ...NONE, rotation: 10, zoom: 0.1, shift: 2 };

/** Three images of random grey levels, black at the edge. */
const images = (() => {
  const random = createRandom("augment test");
  return Uint8Array.from({ length: 3 * PIXELS }, (_, i) => {
    const [x, y] = [i % IMAGE_SIDE, Math.floor(i / IMAGE_SIDE) % IMAGE_SIDE];
    return Math.min(x, y, LAST - x, LAST - y) < 1 ? 0 : random.int(0, 255);
  });
})();

/** Draws these numbers in turn: for rotation, zoom, shift in x, shift in y, shear, stretch; 0 is the lowest of a range, 0.5 its middle. */
function draws(...numbers: number[]): AugmentRandom {
  return {
    ...streams(1),
    affine: drawn(numbers.slice(0, 4)),
    shear: drawn(numbers.slice(4, 5)),
    stretch: drawn(numbers.slice(5)),
  };
}
function drawn(numbers: number[]): Random {
  let count = 0;
  return { ...createRandom(), next: () => numbers[count++ % numbers.length] ?? 0.5 };
}

function streams(seed: string | number): AugmentRandom {
  return {
    affine: createRandom(seed, "affine"),
    shear: createRandom(seed, "shear"),
    stretch: createRandom(seed, "stretch"),
    elastic: createRandom(seed, "elastic"),
  };
}
const HIGHEST = 1; // one step beyond what a Random draws: the end of the range itself

function augment(options: WarpOptions, random: AugmentRandom, row = 0): Float32Array {
  const out = new Float32Array(PIXELS);
  createAugmenter(options, random)(images, row, out, 0);
  return out;
}

/** Grey level 0–1 of the untouched image, black outside. */
function grey(x: number, y: number, row = 0): number {
  if (x < 0 || y < 0 || x > LAST || y > LAST) return 0;
  return (images[row * PIXELS + y * IMAGE_SIDE + x] ?? 0) / 255;
}

/** Where a level comes from is known to half of 1 / 65536 pixel a step along each axis, and neighbours differ by at most 1. */
const TOLERANCE = (IMAGE_SIDE + 2) / 65536;

function expectImage(got: Float32Array, expected: (x: number, y: number) => number): void {
  for (let y = 0; y < IMAGE_SIDE; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++) {
      const difference = (got[y * IMAGE_SIDE + x] ?? Number.NaN) - expected(x, y);
      expect(Math.abs(difference)).toBeLessThan(TOLERANCE);
    }
  }
}

describe("augmenting an image", () => {
  it("is exactly pixel / 255 when everything is 0", () => {
    const expected = Float32Array.from(images.subarray(PIXELS, 2 * PIXELS), (level) => level / 255);
    expect(augment(NONE, streams(1), 1)).toEqual(expected);
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

  it("leans upright lines, foot to the right for positive angles, and leaves rows on their height", () => {
    const slanted = augment({ ...NONE, shear: 45 }, draws(0.5, 0.5, 0.5, 0.5, HIGHEST));
    expectImage(slanted, (x, y) => interpolate(x - (y - 13.5), y, 0));
    const back = augment({ ...NONE, shear: 45 }, draws(0.5, 0.5, 0.5, 0.5, 0));
    expectImage(back, (x, y) => interpolate(x + (y - 13.5), y, 0));
  });

  it("makes the picture wider and leaves its height, along its own axes before it is turned", () => {
    const wide = augment({ ...NONE, stretch: 0.5 }, draws(0.5, 0.5, 0.5, 0.5, 0.5, HIGHEST));
    expectImage(wide, (x, y) => interpolate((x - 13.5) / 1.5 + 13.5, y, 0));
    const narrow = augment({ ...NONE, stretch: 0.5 }, draws(0.5, 0.5, 0.5, 0.5, 0.5, 0));
    expectImage(narrow, (x, y) => interpolate((x - 13.5) / 0.5 + 13.5, y, 0));
    const options = { ...NONE, rotation: 90, stretch: 0.5 };
    const turned = augment(options, draws(HIGHEST, 0.5, 0.5, 0.5, 0.5, HIGHEST));
    expectImage(turned, (x, y) => interpolate((y - 13.5) / 1.5 + 13.5, LAST - x, 0));
  });

  it("agrees with a straightforward reference for any options, image and draws", () => {
    const unit = fc.double({ min: 0, max: 0.999, noNaN: true });
    const options = fc.record({
      rotation: fc.double({ min: 0, max: 180, noNaN: true }),
      zoom: fc.double({ min: 0, max: 0.9, noNaN: true }),
      shift: fc.double({ min: 0, max: 30, noNaN: true }),
      shear: fc.double({ min: 0, max: 60, noNaN: true }),
      stretch: fc.double({ min: 0, max: 0.8, noNaN: true }),
      elastic: fc.constant(null),
    });
    fc.assert(
      fc.property(
        options,
        fc.tuple(unit, unit, unit, unit, unit, unit),
        fc.nat(2),
        (options, drawn, row) => {
          const got = augment(options, draws(...drawn), row);
          expectImage(got, reference(options, drawn, row));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("draws from the whole of each range and not beyond it", () => {
    const moves = new Set<number>();
    const random = streams("shifts");
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

  it("adds an elastic displacement to each pixel's source, and samples once", () => {
    const elastic = { alpha: 20, sigma: 3 };
    const got = augment(
      { ...SOME, elastic },
      { ...draws(0.9, 0.2, 0.7, 0.1), ...elasticStream(7) },
    );
    const { elastic: same } = elasticStream(7);
    const [alongX, alongY] = [
      elasticDisplacements(elastic, same),
      elasticDisplacements(elastic, same),
    ];
    const [startX, startY] = [drawWindow(alongX, same), drawWindow(alongY, same)];
    const source = sourceOf(SOME, [0.9, 0.2, 0.7, 0.1, 0.5, 0.5]);
    expectImage(got, (x, y) => {
      const from = source(x, y);
      const moveX = (alongX.values[startX + y * alongX.side + x] ?? Number.NaN) / ONE_PIXEL;
      const moveY = (alongY.values[startY + y * alongY.side + x] ?? Number.NaN) / ONE_PIXEL;
      return interpolate(from.x + moveX, from.y + moveY, 0);
    });
  });

  it("repeats itself for the same seed and differs for another, from image to image too", () => {
    const options = { ...SOME, shear: 10, stretch: 0.1, elastic: { alpha: 34, sigma: 4 } };
    expect(augment(options, streams(5))).toEqual(augment(options, streams(5)));
    expect(augment(options, streams(6))).not.toEqual(augment(options, streams(5)));
    const elasticOnly = createAugmenter({ ...NONE, elastic: options.elastic }, streams(5));
    const out = new Float32Array(2 * PIXELS);
    elasticOnly(images, 0, out, 0);
    elasticOnly(images, 0, out, PIXELS);
    expect(out.subarray(0, PIXELS)).not.toEqual(out.subarray(PIXELS));
  });

  it("draws as many numbers for the affine map whatever is switched off", () => {
    const [some, all] = [streams(9), streams(9)];
    augment(NONE, some);
    augment({ ...SOME, shear: 10, stretch: 0.1, elastic: { alpha: 34, sigma: 4 } }, all);
    expect(some.affine.next()).toBe(all.affine.next());
    expect(some.shear.next()).toBe(all.shear.next());
    expect(some.stretch.next()).toBe(all.stretch.next());
  });

  it("writes one image at the offset and nothing beside it", () => {
    const out = new Float32Array(3 * PIXELS).fill(-1);
    createAugmenter(SOME, streams(5))(images, 2, out, PIXELS);
    expect(out.subarray(0, PIXELS).every((level) => level === -1)).toBe(true);
    expect(out.subarray(2 * PIXELS).every((level) => level === -1)).toBe(true);
    expect(out.subarray(PIXELS, 2 * PIXELS)).toEqual(augment(SOME, streams(5), 2));
  });
});

test("`true` is a rotation, zoom and shift, without shear, stretch and elastic displacements", () => {
  expect(augmentOptions(true)).toEqual({ ...SOME, until: 1 });
  expect(augmentOptions({ elastic: true })?.elastic).toEqual({ alpha: 34, sigma: 4 });
  expect(augmentOptions({ shear: 5, elastic: { sigma: 6 } })).toEqual({
    ...SOME,
    shear: 5,
    elastic: { alpha: 34, sigma: 6 },
    until: 1,
  });
  expect(augmentOptions(false)).toBeNull();
});

type Draws = [number, number, number, number, number, number];

function elasticStream(seed: number) {
  return { elastic: createRandom(seed, "elastic") };
}

function reference(
  options: WarpOptions,
  draws: Draws,
  row: number,
): (x: number, y: number) => number {
  const source = sourceOf(options, draws);
  return (x, y) => {
    const from = source(x, y);
    return interpolate(from.x, from.y, row);
  };
}

/** The definition, written with points and no tricks: undo shift, rotation and zoom, then the slant, then the width. */
function sourceOf(
  { rotation, zoom, shift, shear, stretch }: WarpOptions,
  [turn, size, right, down, lean, wide]: Draws,
): (x: number, y: number) => { x: number; y: number } {
  const range = (drawn: number, low: number, high: number) => low + drawn * (high - low);
  const angle = (range(turn, -rotation, rotation) / 180) * Math.PI;
  const factor = range(size, 1 - zoom, 1 + zoom);
  const [sx, sy] = [range(right, -shift, shift), range(down, -shift, shift)];
  const slope = Math.tan((range(lean, -shear, shear) / 180) * Math.PI);
  const width = range(wide, 1 - stretch, 1 + stretch);
  return (x, y) => {
    const fromCentre = { x: x - 13.5 - sx, y: y - 13.5 - sy };
    const radius = Math.hypot(fromCentre.x, fromCentre.y) / factor;
    const direction = Math.atan2(fromCentre.y, fromCentre.x) - angle;
    const down = radius * Math.sin(direction);
    const upright = radius * Math.cos(direction) - slope * down;
    return { x: 13.5 + upright / width, y: 13.5 + down };
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

test.each([
  [1, 8, 8],
  [0.85, 40, 34],
  [0.85, 2, 1],
  [0.29, 100, 29], // 28.999999999999996
  [0.01, 8, 1],
])("with `until` %s of %s epochs, %s have warps", (until, epochs, warped) => {
  expect(warpedEpochs({ until }, epochs)).toBe(warped);
});
