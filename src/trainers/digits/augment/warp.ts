import { IMAGE_SIDE, PIXELS } from "../description.js";
import type { Affine } from "./affine.js";
import { type Displacements, ONE_PIXEL } from "./displacement.js";
import { PADDED_SIDE, type PaddedImage } from "./padded-image.js";

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
 * Writes `image` to `out` from `offset` on, warped and scaled to 0–1. Much of a digit's picture is black: of each row only what can
 * reach the rectangle that is not is computed. Places along a row go up in equal steps of whole numbers of 1 / 65536 pixel.
 *
 * Plain numbers throughout, in one function: arrays and objects made in here took two thirds of the time.
 */
export function warpInto(image: PaddedImage, warp: Warp, out: Float32Array, offset: number): void {
  const { levels, left, right, top, bottom } = image;
  const { xx, xy, yx, yy, shiftX, shiftY } = warp.affine;
  const movesX = warp.x.values;
  const movesY = warp.y.values;
  const reachX = 1 + warp.x.greatest; // bilinear neighbours are less than 1 away
  const reachY = 1 + warp.y.greatest;
  const stepX = Math.round(xx * ONE_PIXEL) | 0;
  const stepY = Math.round(yx * ONE_PIXEL) | 0;
  const dx = -CENTRE - shiftX;
  out.fill(0, offset, offset + PIXELS);
  for (let y = 0; y < IMAGE_SIDE; y++) {
    const dy = y - CENTRE - shiftY;
    const startX = xx * dx + xy * dy + PADDED_CENTRE;
    const startY = yx * dx + yy * dy + PADDED_CENTRE;
    // how far along the row its source crosses the rectangle's sides; a division by 0 leaves the row whole, or empty
    const x0 = (left - reachX - startX) / xx;
    const x1 = (right + reachX - startX) / xx;
    const y0 = (top - reachY - startY) / yx;
    const y1 = (bottom + reachY - startY) / yx;
    const enters = Math.max(Math.min(x0, x1), Math.min(y0, y1));
    const leaves = Math.min(Math.max(x0, x1), Math.max(y0, y1));
    const first = Math.min(IMAGE_SIDE, Math.max(0, Math.floor(enters))) | 0; // bounded first: `| 0` wraps what is large
    const last = Math.max(-1, Math.min(LAST, Math.ceil(leaves))) | 0;
    let fromX = (startX * ONE_PIXEL + first * stepX) | 0;
    let fromY = (startY * ONE_PIXEL + first * stepY) | 0;
    const to = offset + y * IMAGE_SIDE;
    const rowX = warp.x.start + y * warp.x.side;
    const rowY = warp.y.start + y * warp.y.side;
    for (let x = first; x <= last; x++) {
      const movedX = (fromX + (movesX[rowX + x] as number)) | 0;
      const movedY = (fromY + (movesY[rowY + x] as number)) | 0;
      out[to + x] = bilinear(levels, movedX, movedY);
      fromX = (fromX + stepX) | 0;
      fromY = (fromY + stepY) | 0;
    }
  }
}

const LAST = IMAGE_SIDE - 1;
const CENTRE = LAST / 2;
const PADDED_CENTRE = CENTRE + 1;
const BITS = 16; // of a place's fraction: 28 rounded steps are off by 1 / 4681 pixel at most, and places lie within 32,767 pixels to either side
const FRACTION = ONE_PIXEL - 1;
const WHITE = 255;
const SCALE = 1 / (WHITE * ONE_PIXEL);

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
  const fx = x & FRACTION;
  const above = (a << BITS) + Math.imul(b - a, fx);
  const below = (c << BITS) + Math.imul(d - c, fx);
  return (above + ((below - above) * (y & FRACTION)) / ONE_PIXEL) * SCALE;
}
