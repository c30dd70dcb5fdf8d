import { z } from "zod";
import type { Named } from "./named.js";

const factor = z.number().min(0).max(100).default(0.01); // Keras's
const single = { options: z.strictObject({ factor }), shorthand: "factor" };

/** Penalties that are added to the training loss: l1 · Σ |x|, l2 · Σ x². */
export const REGULARIZERS = {
  l1: single,
  l2: single,
  l1_l2: { options: z.strictObject({ l1: factor, l2: factor }) },
};

export type Regularizer = Named<typeof REGULARIZERS>;
