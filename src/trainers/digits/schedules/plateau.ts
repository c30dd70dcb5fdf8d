import { z } from "zod";
import { schedule } from "./schedule.js";

/** Multiplies the rate by `factor` when the validation loss has not fallen for more than `patience` epochs. */
export const plateau = schedule({
  options: z.strictObject({
    factor: z.number().gt(0).lt(1).default(0.3).describe("what each drop multiplies by"),
    patience: z
      .int()
      .min(0)
      .default(1)
      .describe("epochs without a better validation loss that are borne"),
    min_delta: z.number().min(0).default(0).describe("a fall smaller than this is none"),
    final: z
      .number()
      .min(0)
      .max(1)
      .default(0.001)
      .describe("share of the rate that is never gone below"),
  }),
  create: ({ factor, patience, min_delta, final }) => {
    let current = 1;
    let best = Number.POSITIVE_INFINITY;
    let waited = 0;
    return {
      factor: () => current,
      epochEnded(validationLoss) {
        waited = validationLoss < best - min_delta ? 0 : waited + 1;
        best = Math.min(best, validationLoss);
        if (waited <= patience) return;
        current = Math.max(final, current * factor);
        waited = 0;
      },
    };
  },
});
