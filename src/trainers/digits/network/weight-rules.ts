import * as tfl from "@tensorflow/tfjs-layers";
import { assertNever } from "../../../core/assert-never.js";
import type { Constraint } from "../models/constraints.js";
import type { Regularizer } from "../models/regularizers.js";

export type TfRegularizer = ReturnType<typeof tfl.regularizers.l1l2>;
export type TfConstraint = ReturnType<typeof tfl.constraints.nonNeg>;

/** What adds a penalty to the loss. */
export function regularizerOf(regularizer: Regularizer): TfRegularizer {
  switch (regularizer.kind) {
    case "l1":
      return tfl.regularizers.l1l2({ l1: regularizer.factor, l2: 0 });
    case "l2":
      return tfl.regularizers.l1l2({ l1: 0, l2: regularizer.factor });
    case "l1_l2":
      return tfl.regularizers.l1l2({ l1: regularizer.l1, l2: regularizer.l2 });
    default:
      return assertNever(regularizer);
  }
}

/** What a weight is put through after every step. A norm is over `axes`: those whose numbers one output adds up. */
export function constraintOf(constraint: Constraint, axes: number[]): TfConstraint {
  const axis = axes as number[] & number; // tfjs sums over a list as well; only its types do not say so
  switch (constraint.kind) {
    case "max_norm":
      return tfl.constraints.maxNorm({ maxValue: constraint.max, axis });
    case "unit_norm":
      return tfl.constraints.unitNorm({ axis });
    case "non_neg":
      return tfl.constraints.nonNeg();
    case "min_max_norm":
      return tfl.constraints.minMaxNorm({
        ...{ minValue: constraint.min, maxValue: constraint.max },
        ...{ rate: constraint.rate, axis },
      });
    default:
      return assertNever(constraint);
  }
}
