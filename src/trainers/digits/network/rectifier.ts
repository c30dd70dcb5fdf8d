import type { Activation } from "../models/layer-kinds.js";
import type { PlannedLayer } from "../models/plan.js";

/** Is the first layer of `plan` followed by a ReLU or its like, with nothing but norms, pooling and dropouts between? */
export function rectifierFollows(plan: PlannedLayer[]): boolean {
  const [first, ...rest] = plan.map(({ layer }) => layer);
  if (first === undefined || holdsOthers(first)) return false;
  if ("activation" in first && first.activation !== "linear") return isRectifier(first.activation);
  for (const layer of rest) {
    if (holdsOthers(layer)) return false;
    if (layer.kind === "activation") return isRectifier(layer.function);
    if (layer.kind === "prelu") return true;
    if (!TRANSPARENT.has(layer.kind)) return false;
  }
  return false;
}

function holdsOthers(layer: PlannedLayer["layer"]): layer is "residual" | "concat" {
  return typeof layer === "string";
}

const TRANSPARENT = new Set<string>([
  "batch_norm",
  "layer_norm",
  "max_pool",
  "avg_pool",
  "zero_padding",
  "dropout",
]);

/** Functions that let little through below zero and everything far above it. */
const RECTIFIERS: readonly Activation[] = ["relu", "relu6", "leaky_relu", "swish", "gelu", "mish"];

function isRectifier(activation: Activation): boolean {
  return RECTIFIERS.includes(activation);
}
