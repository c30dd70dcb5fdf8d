import type { Random } from "../../../core/random.js";
import { PIXELS } from "../description.js";
import { drawAffine } from "./affine.js";
import { drawWindow, elasticDisplacements, STILL } from "./displacement.js";
import type { WarpOptions } from "./options.js";
import { createPaddedImage, fillPadded } from "./padded-image.js";
import { type Window, warpInto } from "./warp.js";

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
  stretch: Random;
  elastic: Random;
}

/**
 * A warp per call, of the family that Simard, Steinkraus and Platt 2003 use: an affine map and an elastic displacement, composed
 * and sampled once, bilinearly, with black outside.
 */
export function createAugmenter(options: WarpOptions, random: AugmentRandom): AugmentInto {
  const alongX = axis(options, random);
  const alongY = axis(options, random);
  const image = createPaddedImage();
  return (src, row, out, offset) => {
    fillPadded(image, src, row * PIXELS);
    const affine = drawAffine(options, random);
    alongX.start = drawWindow(alongX, random.elastic);
    alongY.start = drawWindow(alongY, random.elastic);
    warpInto(image, { affine, x: alongX, y: alongY }, out, offset);
  };
}

function axis({ elastic }: WarpOptions, random: AugmentRandom): Window {
  return { ...(elastic ? elasticDisplacements(elastic, random.elastic) : STILL), start: 0 };
}
