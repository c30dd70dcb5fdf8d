import { z } from "zod";
import { dataDescription } from "../digits/description.js";

/** A trained network, by the folder of its run's artifacts. */
export const memberNetwork = z.object({
  run: z.string(),
  /** Absolute. */
  artifacts: z.string(),
  /** SHA-256 of model.json and weights.bin, one after the other. */
  model: z.string(),
  /** SHA-256 of predictions.csv. */
  predictions: z.string(),
});
export type MemberNetwork = z.infer<typeof memberNetwork>;

/** What takes part with one weight. */
export const candidate = z.object({
  /** The run's name; its id where it has none. */
  name: z.string(),
  networks: z.array(memberNetwork).min(1),
});
export type Candidate = z.infer<typeof candidate>;

/** What `prepareData` found: config.json's `data` of an ensemble. It says of the digits what its members' does. */
export const ensembleDescription = dataDescription.extend({
  candidates: z.array(candidate).min(1), // one: the folds of a configuration
});
export type EnsembleDescription = z.infer<typeof ensembleDescription>;
