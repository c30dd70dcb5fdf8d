import { assertNever } from "../../../core/assert-never.js";
import { crossEntropy } from "./cross-entropy.js";
import { focal } from "./focal.js";
import type { Loss } from "./loss.js";
import { mse } from "./mse.js";
import type { ChosenLoss } from "./options.js";
import { poly } from "./poly.js";
import { squaredHinge } from "./squared-hinge.js";

export function createLoss(chosen: ChosenLoss): Loss {
  switch (chosen.type) {
    case "cross_entropy":
      return crossEntropy;
    case "focal":
      return focal(chosen.options);
    case "poly":
      return poly(chosen.options);
    case "mse":
      return mse;
    case "squared_hinge":
      return squaredHinge;
    default:
      return assertNever(chosen);
  }
}
