import { z } from "zod";
import { lastStep, schedule } from "./schedule.js";

/** Falls along a straight line to `final` of the rate at the last step. */
export const linear = schedule({
  options: z.strictObject({
    final: z.number().min(0).max(1).default(0).describe("share of the rate at the last step"),
  }),
  create: ({ final }, length) => ({
    factor: (step) => 1 + (final - 1) * (step / lastStep(length)),
  }),
});
