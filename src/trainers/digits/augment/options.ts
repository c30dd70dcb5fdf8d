import { z } from "zod";
import { optionsOrNull, type Switch, switchable } from "../switchable.js";

/** The options of `elastic`; the defaults are those that Simard et al. 2003 found best for MNIST. */
export const elastic = z.strictObject({
  alpha: z
    .number()
    .min(0)
    .max(1000)
    .default(34)
    .describe("strength: a pixel moves by about alpha / (6 sigma) pixels"),
  sigma: z
    .number()
    .min(0.5)
    .max(14)
    .default(4)
    .describe("pixels over which neighbours move together"),
});
export type ElasticOptions = z.output<typeof elastic>;

/** The options of the parameter `augment`. */
export const augmentation = z.strictObject({
  rotation: z.number().min(0).max(180).default(10).describe("degrees, to either side"),
  zoom: z.number().min(0).lt(1).default(0.1).describe("share of the size, up or down"),
  shift: z.number().min(0).max(28).default(2).describe("pixels, along each axis"),
  shear: z.number().min(0).max(80).default(0).describe("degrees by which upright lines lean"),
  stretch: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe("share of the width, wider or narrower, at the same height"),
  elastic: switchable(elastic)
    .default(false)
    .describe("neighbouring pixels move together, at random"),
  until: z
    .number()
    .gt(0)
    .max(1)
    .default(1)
    .describe("share of the epochs after which images are left as they are"),
});

/** One warp. */
export interface WarpOptions {
  /** Greatest turn to either side, in degrees. */
  rotation: number;
  /** Greatest change of size, as a fraction below 1: 0.1 draws a factor between 0.9 and 1.1. */
  zoom: number;
  /** Greatest move along each axis, in pixels. */
  shift: number;
  /** Greatest slant to either side, in degrees below 90. */
  shear: number;
  /** Greatest change of the width alone, as a fraction below 1. */
  stretch: number;
  elastic: ElasticOptions | null;
}

export interface AugmentOptions extends WarpOptions {
  /** Share of the epochs that have warped images. */
  until: number;
}

/** What the schema let through, with every default filled in; null when images are left as they are. */
export function augmentOptions(value: Switch): AugmentOptions | null {
  const given = optionsOrNull(augmentation, value);
  return given && { ...given, elastic: optionsOrNull(elastic, given.elastic) };
}

/**
 * How many epochs, at least one, have warped images; those that follow have them as they are. Warps blur, and images without any are what
 * the network will be asked about (He et al. 2019, "Data augmentation revisited: rethinking the distribution gap").
 */
export function warpedEpochs({ until }: Pick<AugmentOptions, "until">, epochs: number): number {
  return Math.max(1, Math.floor(until * epochs + ROUNDING));
}

const ROUNDING = 1e-9; // of a product that is a whole number
