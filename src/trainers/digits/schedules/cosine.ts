import { z } from "zod";
import { cosineBetween, lastStep, schedule } from "./schedule.js";

/** Half a cosine down to `final` of the rate at the last step (Loshchilov & Hutter 2017, without restarts). */
export const cosine = schedule({
  options: z.strictObject({
    final: z.number().min(0).max(1).default(0).describe("share of the rate at the last step"),
  }),
  create: ({ final }, length) => ({
    factor: (step) => cosineBetween(1, final, step / lastStep(length)),
  }),
});
