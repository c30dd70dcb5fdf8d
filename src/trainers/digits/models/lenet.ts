import { z } from "zod";
import { architecture } from "./architecture.js";
import type { LayerInput } from "./layer.js";

/** LeNet-5 (LeCun et al. 1998) with a plain dense output: 62,000 weights. */
export const lenet = architecture({
  options: z.strictObject({
    activation: z.enum(["tanh", "relu"]).default("tanh").describe("tanh as published"),
  }),
  layers: ({ activation }) => {
    const norm: LayerInput = { batch_norm: {}, when: "batch_norm" };
    return [
      { conv: { filters: 6, kernel: 5 } },
      norm,
      { activation },
      { avg_pool: 2 },
      { conv: { filters: 16, kernel: 5, padding: "valid" } },
      norm,
      { activation },
      { avg_pool: 2 },
      "flatten",
      { dense: { units: 120, activation } },
      { dense: { units: 84, activation } },
      "dropout",
    ];
  },
});
