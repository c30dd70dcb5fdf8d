import type { Random } from "../../../core/random.js";
import { IMAGE_SIDE, PIXELS } from "../description.js";
import type { ElasticOptions } from "./options.js";

/** What places and displacements are whole numbers of: 1 / 65536 pixel. */
export const ONE_PIXEL = 2 ** 16;

/** How far pixels are displaced along one axis: an image takes any window of 28 × 28. */
export interface Displacements {
  /** In units of 1 / 65536 pixel, [side, side]. */
  values: Int32Array;
  side: number;
  /** The greatest of them to either side, in pixels. */
  greatest: number;
}

/** Of one window, which displaces nothing. */
export const STILL: Displacements = {
  values: new Int32Array(PIXELS),
  side: IMAGE_SIDE,
  greatest: 0,
};

/**
 * Elastic distortions as in Simard, Steinkraus and Platt 2003, "Best practices for convolutional neural networks": numbers
 * ~ U(−1, 1), smoothed by a Gaussian of standard deviation `sigma` and multiplied by `alpha`. Smoothing numbers for every image
 * would take several times as long as everything else, so images share a field: of 229 × 229 windows for each axis two images
 * hardly ever get the same, and there is no border at which a displacement would be another.
 */
export function elasticDisplacements(
  { alpha, sigma }: ElasticOptions,
  random: Random,
): Displacements {
  const weights = gaussian(sigma);
  const side = FIELD_SIDE + weights.length - 1;
  const noise = Float32Array.from({ length: side * side }, () => alpha * (2 * random.next() - 1));
  const across = smoothTransposed(noise, side, weights);
  const pixels = smoothTransposed(across, side, weights);
  const greatest = pixels.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const values = Int32Array.from(pixels, (value) => Math.round(value * ONE_PIXEL));
  return { values, side: FIELD_SIDE, greatest };
}

/** Index of the first pixel of a window, every one as likely; nothing is drawn where there is but one. */
export function drawWindow({ side }: Displacements, random: Random): number {
  const last = side - IMAGE_SIDE;
  if (last === 0) return 0;
  return random.int(0, last) * side + random.int(0, last);
}

const FIELD_SIDE = 256; // about 80 windows that share no pixel; made in some 20 ms, once an epoch
const TAIL = 3; // standard deviations, beyond which a Gaussian has 0.3 % of its weight

/** Weights of a Gaussian at whole distances, of sum 1. */
function gaussian(sigma: number): Float64Array {
  const radius = Math.ceil(TAIL * sigma);
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  );
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / sum);
}

/** Smooths every row of `values`, [rows, width], where all of `weights` fit, and turns rows into columns: [width − …, rows]. */
function smoothTransposed(
  values: Float32Array,
  width: number,
  weights: Float64Array,
): Float32Array {
  const rows = values.length / width;
  const kept = width - weights.length + 1;
  const smooth = new Float32Array(kept * rows);
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < kept; x++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++)
        sum += (weights[i] as number) * (values[row * width + x + i] as number);
      smooth[x * rows + row] = sum;
    }
  }
  return smooth;
}
