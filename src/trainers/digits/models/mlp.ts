import { z } from "zod";
import { architecture, denseUnit } from "./architecture.js";

/** Dense layers only: what a network reaches that knows nothing of images. */
export const mlp = architecture({
  options: z.strictObject({
    hidden: z
      .array(z.int().min(1).max(4096))
      .min(1)
      .max(16)
      .default([256, 128])
      .describe("units of each hidden layer"),
  }),
  layers: ({ hidden }) => [
    "flatten",
    ...hidden.flatMap((units) => [...denseUnit(units), "dropout"]),
  ],
});
