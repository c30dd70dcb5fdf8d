import { z } from "zod";
import { architecture, convUnit, denseUnit } from "./architecture.js";

/**
 * Chris Deotte's network of Kaggle's "25 Million Images! 0.99757 MNIST" (2018), one of the fifteen of its ensemble: learned
 * strides in place of pooling. Meant for `batch_norm: true`, `dropout: 0.4`, augmentation and tens of epochs.
 */
export const deotte = architecture({
  options: z.strictObject({}),
  layers: () => [
    ...convUnit(32, { padding: "valid" }),
    ...convUnit(32, { padding: "valid" }),
    ...convUnit(32, { kernel: 5, strides: 2 }),
    "dropout",
    ...convUnit(64, { padding: "valid" }),
    ...convUnit(64, { padding: "valid" }),
    ...convUnit(64, { kernel: 5, strides: 2 }),
    "dropout",
    "flatten",
    ...denseUnit(128),
    "dropout",
  ],
});
