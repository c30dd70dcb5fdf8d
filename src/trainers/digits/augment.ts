import type { Random } from "../../core/random.js";
import { IMAGE_SIDE, PIXELS } from "./description.js";

export interface AugmentOptions {
  /** Greatest turn to either side, in degrees. */
  rotation: number;
  /** Greatest change of size, as a fraction below 1: 0.1 draws a factor between 0.9 and 1.1. */
  zoom: number;
  /** Greatest move along each axis, in pixels. */
  shift: number;
}

/**
 * Writes a randomly warped copy of image `row` of `src` (grey levels 0–255, [rows, 784]) to `out` from `offset` on, scaled
 * to 0–1. With all options 0 it is exactly pixel / 255.
 */
export type AugmentInto = (src: Uint8Array, row: number, out: Float32Array, offset: number) => void;

/**
 * A warp per call: rotation ~ U(−r, r), zoom ~ U(1 − z, 1 + z), shift ~ U(−s, s) along both axes, composed to one affine
 * map about the image's centre and sampled once, bilinearly, with black outside (Simard, Steinkraus and Platt 2003,
 * "Best practices for convolutional neural networks", use the same family). Four numbers are drawn whatever the
 * options, so that switching one off leaves the others as they were. Allocates nothing per image.
 */
export function createAugmenter(options: AugmentOptions, random: Random): AugmentInto {
  const padded = new Uint8Array(PADDED_SIDE * PADDED_SIDE);
  const within = (limit: number) => (2 * random.next() - 1) * limit;
  return (src, row, out, offset) => {
    const angle = (within(options.rotation) * Math.PI) / 180;
    const zoom = 1 + within(options.zoom);
    const shiftX = within(options.shift);
    const shiftY = within(options.shift);
    copyPadded(src, row * PIXELS, padded);
    warp(padded, Math.cos(angle) / zoom, Math.sin(angle) / zoom, shiftX, shiftY, out, offset);
  };
}

const PADDED_SIDE = IMAGE_SIDE + 2; // one black pixel all around: bilinear neighbours need no bounds check
const CENTRE = (IMAGE_SIDE - 1) / 2;
const WHITE = 255;

function copyPadded(src: Uint8Array, start: number, padded: Uint8Array): void {
  for (let y = 0; y < IMAGE_SIDE; y++) {
    const to = (y + 1) * PADDED_SIDE + 1;
    const from = start + y * IMAGE_SIDE;
    for (let x = 0; x < IMAGE_SIDE; x++) padded[to + x] = src[from + x] as number; // a loop: subarray() would allocate
  }
}

/**
 * Each output pixel takes its grey level from where the inverse map puts it:
 * source − centre = [cos sin; −sin cos] / zoom · (output − centre − shift). Positive angles turn clockwise, as y points down.
 */
function warp(
  padded: Uint8Array,
  cos: number,
  sin: number,
  shiftX: number,
  shiftY: number,
  out: Float32Array,
  offset: number,
): void {
  let to = offset;
  for (let y = 0; y < IMAGE_SIDE; y++) {
    const dy = y - CENTRE - shiftY;
    for (let x = 0; x < IMAGE_SIDE; x++) {
      const dx = x - CENTRE - shiftX;
      out[to++] = bilinear(padded, cos * dx + sin * dy + CENTRE, cos * dy - sin * dx + CENTRE);
    }
  }
}

/** Grey level 0–1 at (x, y) of the unpadded image. */
function bilinear(padded: Uint8Array, x: number, y: number): number {
  if (!(x > -1 && x < IMAGE_SIDE && y > -1 && y < IMAGE_SIDE)) return 0;
  const left = Math.floor(x);
  const top = Math.floor(y);
  const fx = x - left;
  const at = (top + 1) * PADDED_SIDE + left + 1;
  const a = padded[at] as number; // all four are inside, by the check above
  const b = padded[at + 1] as number;
  const c = padded[at + PADDED_SIDE] as number;
  const d = padded[at + PADDED_SIDE + 1] as number;
  const above = a + (b - a) * fx;
  const below = c + (d - c) * fx;
  return (above + (below - above) * (y - top)) / WHITE;
}
