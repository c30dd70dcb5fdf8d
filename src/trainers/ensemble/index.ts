import { hashJson } from "../../core/hash.js";
import type { TrainerDescriptor } from "../../core/trainer.js";
import { computeCodeHash } from "./code-hash.js";
import { ensembleDescription } from "./description.js";
import { ensembleDataOptions } from "./options.js";
import { parameters } from "./parameters.js";
import { prepareCandidates } from "./prepare.js";

let codeHash: string | undefined; // the code does not change while a process runs

/** Answers by the mean of several runs' networks, and is one network itself. No tensor library is reached from here. */
export const ensemble: TrainerDescriptor = {
  type: "ensemble",
  module: new URL("./entry.js", import.meta.url).href,
  parameters,
  data: ensembleDataOptions,
  metric: { name: "val_accuracy", goal: "maximize" },
  metrics: ["val_accuracy", "val_loss"],
  codeHash: () => {
    codeHash ??= computeCodeHash();
    return codeHash;
  },
  prepareData: (options, context) =>
    prepareCandidates(ensembleDataOptions.parse(options).candidates, context),
  folds: null,
  identityOf: (description) => {
    const { train, validation, candidates } = ensembleDescription.parse(description);
    const networks = candidates.map((each) => each.networks);
    return {
      train: train.sha256,
      validation: validation.sha256,
      candidates: networks.map((each) => each.map(({ run }) => run).join("+")),
      contents: hashJson(
        networks.map((each) => each.map(({ model, predictions }) => [model, predictions])),
      ),
    };
  },
  memoryBytes: () => BYTES,
};

const BYTES = 400e6; // Node, a backend, images, and a batch of activations of one network after the other
