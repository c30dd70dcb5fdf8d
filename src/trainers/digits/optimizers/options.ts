import { z } from "zod";
import { type Chosen, choice } from "../choice.js";

const share = (value: number, what: string) =>
  z.number().min(0).lt(1).default(value).describe(what);
const epsilon = (value: number) =>
  z.number().gt(0).default(value).describe("keeps the division finite");

const moments = {
  beta1: share(0.9, "how much of the mean gradient each step keeps"),
  beta2: share(0.999, "how much of the gradient's mean size each step keeps"),
};

/** The options of each optimizer, apart from the code that needs a tensor library. */
export const optimizerOptions = {
  sgd: z.strictObject({}),
  momentum: z.strictObject({ momentum: share(0.9, "how much of the velocity each step keeps") }),
  nesterov: z.strictObject({ momentum: share(0.9, "how much of the velocity each step keeps") }),
  adam: z.strictObject({ ...moments, epsilon: epsilon(1e-7) }),
  adamw: z.strictObject({ ...moments, epsilon: epsilon(1e-7) }),
  adamax: z.strictObject({ ...moments, epsilon: epsilon(1e-7) }),
  rmsprop: z.strictObject({
    decay: share(0.9, "how much of the gradient's mean square each step keeps"),
    momentum: share(0, "how much of the velocity each step keeps"),
    epsilon: epsilon(1e-7),
  }),
  adagrad: z.strictObject({
    initial: z.number().min(0).default(0.1).describe("where the sum of squares starts"),
    epsilon: epsilon(1e-7),
  }),
};

/** The parameter `optimizer`. */
export const optimizerChoice = choice(optimizerOptions);
export type ChosenOptimizer = Chosen<typeof optimizerOptions>;
