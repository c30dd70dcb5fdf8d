import type { TrainerDescriptor } from "../../core/trainer.js";
import { computeCodeHash } from "./code-hash.js";
import { digitsDataOptions, prepareDigitsData } from "./data/index.js";
import { descriptionOfFold, preparedDescription } from "./description.js";
import { memoryBytes } from "./memory.js";
import { parameters, resolveParameters } from "./parameters.js";
import { JUDGED_BY } from "./training/metrics.js";

let codeHash: string | undefined; // the code does not change while a process runs

/** Classifies handwritten digits, as Kaggle's Digit Recognizer asks. No tensor library is reached from here. */
export const digits: TrainerDescriptor = {
  type: "digits",
  module: new URL("./entry.js", import.meta.url).href,
  parameters,
  data: digitsDataOptions,
  metric: { name: "val_accuracy", goal: "maximize" },
  metrics: JUDGED_BY,
  codeHash: () => {
    codeHash ??= computeCodeHash();
    return codeHash;
  },
  prepareData: (options, context) =>
    prepareDigitsData(digitsDataOptions.parse(options), context, context.folds),
  folds: { replaces: ["validation"], at: descriptionOfFold },
  identityOf: (description) => {
    const { train, validation } = preparedDescription.parse(description);
    const { sha256, folds } = validation;
    return { train: train.sha256, validation: sha256, ...(folds !== undefined && { folds }) };
  },
  memoryBytes: (given) => memoryBytes(resolveParameters(given)),
};
