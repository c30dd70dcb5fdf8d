import { z } from "zod";
import { schedule } from "./schedule.js";

/** Falls smoothly to `decay` of itself within each epoch. */
export const exponential = schedule({
  options: z.strictObject({
    decay: z.number().gt(0).max(1).default(0.8).describe("share of the rate left after an epoch"),
  }),
  create: ({ decay }, { stepsPerEpoch }) => ({ factor: (step) => decay ** (step / stepsPerEpoch) }),
});
