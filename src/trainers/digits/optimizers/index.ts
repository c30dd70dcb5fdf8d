import { assertNever } from "../../../core/assert-never.js";
import { adagrad } from "./adagrad.js";
import { adam } from "./adam.js";
import { adamax } from "./adamax.js";
import { momentum } from "./momentum.js";
import type { Optimizer } from "./optimizer.js";
import type { ChosenOptimizer } from "./options.js";
import { rmsprop } from "./rmsprop.js";
import { sgd } from "./sgd.js";

export function createOptimizer(chosen: ChosenOptimizer): Optimizer {
  switch (chosen.type) {
    case "sgd":
      return sgd();
    case "momentum":
      return momentum({ momentum: chosen.options.momentum, nesterov: false });
    case "nesterov":
      return momentum({ momentum: chosen.options.momentum, nesterov: true });
    case "adam":
    case "adamw": // the decay is applied by the training step, as with every optimizer
      return adam(chosen.options);
    case "adamax":
      return adamax(chosen.options);
    case "rmsprop":
      return rmsprop(chosen.options);
    case "adagrad":
      return adagrad(chosen.options);
    default:
      return assertNever(chosen);
  }
}
