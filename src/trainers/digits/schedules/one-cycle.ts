import { z } from "zod";
import { cosineBetween, lastStep, schedule } from "./schedule.js";

/**
 * Up to the rate and down again to almost nothing, both along half a cosine (Smith & Topin 2018): the high rate in the middle
 * regularises, the low end settles. Few epochs suffice.
 */
export const oneCycle = schedule({
  options: z.strictObject({
    warmup: z.number().gt(0).lt(1).default(0.3).describe("share of the steps that rise"),
    initial: z.number().gt(0).max(1).default(0.04).describe("share of the rate at the first step"),
    final: z.number().min(0).max(1).default(0.0001).describe("share of the rate at the last step"),
  }),
  create: ({ warmup, initial, final }, length) => {
    const last = lastStep(length);
    const peak = warmup * last;
    return {
      factor: (step) =>
        step < peak
          ? cosineBetween(initial, 1, step / peak)
          : cosineBetween(1, final, (step - peak) / (last - peak)),
    };
  },
});
