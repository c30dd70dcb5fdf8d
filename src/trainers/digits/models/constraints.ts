import { z } from "zod";
import type { Named } from "./named.js";

const norm = z.number().min(0);

/** What holds of a weight after every step; a norm is that of all numbers that lead to one output. */
export const CONSTRAINTS = {
  max_norm: { options: z.strictObject({ max: z.number().gt(0).default(2) }), shorthand: "max" },
  unit_norm: { options: z.strictObject({}) },
  non_neg: { options: z.strictObject({}) },
  min_max_norm: {
    options: z
      .strictObject({
        min: norm.default(0),
        max: norm.default(1),
        /** Share of the way to the nearest norm allowed that each step goes. */
        rate: z.number().gt(0).max(1).default(1),
      })
      .refine(({ min, max }) => min <= max, {
        path: ["max"],
        error: "expected a number of at least `min`",
      }),
  },
};

export type Constraint = Named<typeof CONSTRAINTS>;
