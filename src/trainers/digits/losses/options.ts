import { z } from "zod";
import { type Chosen, choice } from "../choice.js";

/** The options of each loss, apart from the code that needs a tensor library. */
export const lossOptions = {
  cross_entropy: z.strictObject({}),
  focal: z.strictObject({
    gamma: z
      .number()
      .min(0)
      .max(10)
      .default(2)
      .describe("how much less sure answers count; 0 is cross_entropy"),
  }),
  poly: z.strictObject({
    epsilon: z
      .number()
      .min(-1)
      .max(10)
      .default(1)
      .describe("weight of what the true class lacks to certainty; 0 is cross_entropy"),
  }),
  mse: z.strictObject({}),
  squared_hinge: z.strictObject({}),
};

/** The parameter `loss`. */
export const lossChoice = choice(lossOptions);
export type ChosenLoss = Chosen<typeof lossOptions>;
