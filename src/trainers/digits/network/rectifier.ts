import type { Activation } from "../models/layer-kinds.js";
import type { PlannedLayer } from "../models/plan.js";

/** Is the first layer of `plan` followed by a ReLU or its like, with nothing but norms, pooling and dropouts between? */
export function rectifierFollows(plan: PlannedLayer[]): boolean {
  const [first, ...rest] = plan.map(({ layer }) => layer);
  if (first === undefined || first === "residual") return false;
  if ("activation" in first && first.activation !== "linear") return isRectifier(first.activation);
  for (const layer of rest) {
    if (layer === "residual") return false;
    if (layer.kind === "activation") return isRectifier(layer.function);
    if (!TRANSPARENT.has(layer.kind)) return false;
  }
  return false;
}

const TRANSPARENT = new Set<string>([
  "batch_norm",
  "layer_norm",
  "max_pool",
  "avg_pool",
  "dropout",
]);

function isRectifier(activation: Activation): boolean {
  return activation === "relu" || activation === "leaky_relu" || activation === "swish";
}
