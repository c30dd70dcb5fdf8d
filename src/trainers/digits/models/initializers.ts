import { z } from "zod";
import type { Named } from "./named.js";

const nothing = z.strictObject({});
const factor = z.number().gt(0).max(100);
const normal = {
  options: z.strictObject({ mean: z.number().default(0), stddev: factor.default(0.05) }),
  shorthand: "stddev",
};

/** Numbers that do not depend on the weight's shape. */
export const BIAS_INITIALIZERS = {
  zeros: { options: nothing },
  ones: { options: nothing },
  constant: { options: z.strictObject({ value: z.number() }), shorthand: "value" },
  random_uniform: {
    options: z
      .strictObject({ min: z.number().default(-0.05), max: z.number().default(0.05) })
      .refine(({ min, max }) => min < max, {
        path: ["max"],
        error: "expected a number above `min`",
      }),
  },
  random_normal: normal,
  /** Without what lies more than two standard deviations off. */
  truncated_normal: normal,
};

/** What a kernel may start with: also what depends on how many numbers it adds up (Keras's names). */
export const KERNEL_INITIALIZERS = {
  glorot_uniform: { options: nothing },
  glorot_normal: { options: nothing },
  he_uniform: { options: nothing },
  he_normal: { options: nothing },
  lecun_uniform: { options: nothing },
  lecun_normal: { options: nothing },
  orthogonal: { options: z.strictObject({ gain: factor.default(1) }), shorthand: "gain" },
  variance_scaling: {
    options: z.strictObject({
      scale: factor.default(1),
      mode: z.enum(["fan_in", "fan_out", "fan_avg"]).default("fan_in"),
      distribution: z.enum(["normal", "uniform"]).default("normal"),
    }),
    shorthand: "scale",
  },
  ...BIAS_INITIALIZERS,
};

export type Initializer = Named<typeof KERNEL_INITIALIZERS>;
