import type { JsonValue, Parameters } from "../../core/json.js";
import type { TrainerSpec } from "../../core/records.js";
import { augmentOptions } from "../../trainers/digits/augment/options.js";
import { optionsOrNull, type Switch } from "../../trainers/digits/switchable.js";
import { earlyStopping } from "../../trainers/digits/training/early-stopping.js";
import { dataPruning } from "../../trainers/digits/training/sampling/data-pruning.js";
import { weightAveraging } from "../../trainers/digits/training/weight-averaging.js";

/** Parameters of digits that are off, or on with options: all of them, or null. */
const SWITCHES: Record<string, (value: Switch) => JsonValue> = {
  augment(value) {
    const options = augmentOptions(value);
    return options && { ...options, elastic: options.elastic ?? false };
  },
  data_pruning: (value) => optionsOrNull(dataPruning, value),
  weight_averaging: (value) => optionsOrNull(weightAveraging, value),
  early_stopping: (value) => optionsOrNull(earlyStopping, value),
};

/** As people read them: what is switched on has all of its options. A run keeps the shortest form, of which its identity is made. */
export function spelledOut(trainer: TrainerSpec, parameters: Parameters): Parameters {
  if (trainer.kind !== "builtin" || trainer.type !== "digits") return parameters;
  const spelled = Object.entries(parameters).map(([name, value]) => {
    const allOf = Object.hasOwn(SWITCHES, name) ? SWITCHES[name] : undefined;
    return [name, allOf ? (allOf(value as Switch) ?? false) : value]; // the trainer's schema has let it through
  });
  return Object.fromEntries(spelled);
}
