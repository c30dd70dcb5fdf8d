import { Registry } from "../core/registry.js";
import type { TrainerDescriptor } from "../core/trainer.js";
import { digits } from "./digits/index.js";
import { ensemble } from "./ensemble/index.js";

/** A new built-in trainer is one folder and one line here. */
export const trainers = new Registry<TrainerDescriptor>("trainer", [digits, ensemble]);
