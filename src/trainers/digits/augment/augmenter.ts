import type { Random } from "../../../core/random.js";
import { IMAGE_SIDE, PIXELS } from "../description.js";
import { drawAffine } from "./affine.js";
import { drawWindow, elasticDisplacements, STILL } from "./displacement.js";
import type { AugmentOptions } from "./options.js";
import { PADDED_SIDE, warpInto } from "./warp.js";

/**
 * Writes a randomly warped copy of image `row` of `src` (grey levels 0–255, [rows, 784]) to `out` from `offset` on, scaled
 * to 0–1. With all options 0 or off it is exactly pixel / 255.
 */
export type AugmentInto = (src: Uint8Array, row: number, out: Float32Array, offset: number) => void;

/** A stream for each part of a warp, so that switching one off leaves the others as they were. */
export interface AugmentRandom {
  /** Rotation, zoom and shift. */
  affine: Random;
  shear: Random;
  elastic: Random;
}

/**
 * A warp per call, of the family that Simard, Steinkraus and Platt 2003 use: an affine map and an elastic displacement, composed
 * and sampled once, bilinearly, with black outside.
 */
export function createAugmenter(options: AugmentOptions, random: AugmentRandom): AugmentInto {
  const { elastic } = options;
  const displacements = () => (elastic ? elasticDisplacements(elastic, random.elastic) : STILL);
  const [alongX, alongY] = [displacements(), displacements()];
  const padded = new Int32Array(PADDED_SIDE * PADDED_SIDE);
  return (src, row, out, offset) => {
    const warp = {
      affine: drawAffine(options, random),
      x: { ...alongX, start: drawWindow(alongX, random.elastic) },
      y: { ...alongY, start: drawWindow(alongY, random.elastic) },
    };
    copyPadded(src, row * PIXELS, padded);
    warpInto(padded, warp, out, offset);
  };
}

function copyPadded(src: Uint8Array, start: number, padded: Int32Array): void {
  for (let y = 0; y < IMAGE_SIDE; y++) {
    const to = (y + 1) * PADDED_SIDE + 1;
    const from = start + y * IMAGE_SIDE;
    for (let x = 0; x < IMAGE_SIDE; x++) padded[to + x] = src[from + x] as number; // a loop: subarray() would allocate
  }
}
