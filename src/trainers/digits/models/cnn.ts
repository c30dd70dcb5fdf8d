import { z } from "zod";
import { architecture, convUnit } from "./architecture.js";

/** The network of Keras's introductory MNIST notebook: two convolutions, each with max pooling; 35,000 weights. */
export const cnn = architecture({
  options: z.strictObject({}),
  layers: () => [
    ...convUnit(32, { padding: "valid" }),
    { max_pool: 2 },
    ...convUnit(64, { padding: "valid" }),
    { max_pool: 2 },
    "flatten",
    "dropout",
  ],
});
