import { IMAGE_SIDE } from "../description.js";
import type { Affine } from "./affine.js";
import type { Displacements } from "./displacement.js";

/** One black pixel all around: bilinear neighbours need no bounds check. */
export const PADDED_SIDE = IMAGE_SIDE + 2;

/** Displacements along one axis from `start` on, a row of `side` apart. */
export interface Window extends Displacements {
  start: number;
}

/** Where each output pixel takes its grey level from: where the affine map puts it, displaced along both axes. */
export interface Warp {
  affine: Affine;
  x: Window;
  y: Window;
}

/**
 * Writes the image that is `padded`, grey levels 0–255 as [30, 30], to `out` from `offset` on, warped and scaled to 0–1. Coordinates
 * are whole numbers of 1 / 65536 pixel, and where all four neighbours are black nothing is computed: both together halve the time.
 */
export function warpInto(
  padded: Int32Array,
  { affine, x: moveX, y: moveY }: Warp,
  out: Float32Array,
  offset: number,
): void {
  const { xx, xy, yx, yy, shiftX, shiftY } = affine; // read once: within the loop they cost a third of the time
  const [movesX, movesY] = [moveX.values, moveY.values];
  let to = offset;
  for (let y = 0; y < IMAGE_SIDE; y++) {
    const dy = y - CENTRE - shiftY;
    const rowX = moveX.start + y * moveX.side;
    const rowY = moveY.start + y * moveY.side;
    for (let x = 0; x < IMAGE_SIDE; x++) {
      const dx = x - CENTRE - shiftX;
      const fromX = xx * dx + xy * dy + PADDED_CENTRE + (movesX[rowX + x] as number);
      const fromY = yx * dx + yy * dy + PADDED_CENTRE + (movesY[rowY + x] as number);
      out[to++] = bilinear(padded, (fromX * ONE) | 0, (fromY * ONE) | 0);
    }
  }
}

const CENTRE = (IMAGE_SIDE - 1) / 2;
const PADDED_CENTRE = CENTRE + 1;
const WHITE = 255;
const BITS = 16; // of a coordinate's fraction: a sixteenth of a thousandth of a grey level at most, and 32,767 pixels to either side
const ONE = 1 << BITS;
const FRACTION = ONE - 1;

/** Grey level 0–1 at (x, y) of the padded image, in units of 1 / 65536 pixel. */
function bilinear(padded: Int32Array, x: number, y: number): number {
  const left = x >>> BITS; // without a sign: what lies left of the image is far to the right of it
  const top = y >>> BITS;
  if (left > IMAGE_SIDE || top > IMAGE_SIDE) return 0;
  const at = top * PADDED_SIDE + left;
  const a = padded[at] as number; // all four are inside, by the check above
  const b = padded[at + 1] as number;
  const c = padded[at + PADDED_SIDE] as number;
  const d = padded[at + PADDED_SIDE + 1] as number;
  if ((a | b | c | d) === 0) return 0;
  const fx = x & FRACTION;
  const above = (a << BITS) + Math.imul(b - a, fx);
  const below = (c << BITS) + Math.imul(d - c, fx);
  return (above + ((below - above) * (y & FRACTION)) / ONE) / (WHITE * ONE);
}
