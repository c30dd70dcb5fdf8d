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
});

export interface AugmentOptions {
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

/** What the schema let through, with every default filled in; null when images are left as they are. */
export function augmentOptions(value: Switch): AugmentOptions | null {
  const given = optionsOrNull(augmentation, value);
  return given && { ...given, elastic: optionsOrNull(elastic, given.elastic) };
}
