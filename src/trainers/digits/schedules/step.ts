import { z } from "zod";
import { schedule } from "./schedule.js";

/** Multiplies the rate by `factor` after every `every` epochs. */
export const step = schedule({
  options: z.strictObject({
    every: z.int().min(1).default(2).describe("epochs at one rate"),
    factor: z.number().gt(0).max(1).default(0.5).describe("what each drop multiplies by"),
  }),
  create: ({ every, factor }, { stepsPerEpoch }) => ({
    factor: (step) => factor ** Math.floor(step / (every * stepsPerEpoch)),
  }),
});
