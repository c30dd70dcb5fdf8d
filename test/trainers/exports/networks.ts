import type { JsonValue } from "../../../src/core/json.js";
import { architectures } from "../../../src/trainers/digits/models/index.js";
import { ACTIVATIONS } from "../../../src/trainers/digits/models/layer-kinds.js";

const images: JsonValue[] = [
  { conv: { filters: 4, kernel: 5, strides: 2, activation: "relu" } },
  "batch_norm",
  { residual: [{ separable_conv: { filters: 6, strides: 2 } }, { dropout: 0.1 }] },
  { depthwise_conv: { multiplier: 2, bias: false } },
  { zero_padding: 1 },
  { max_pool: { size: 3, strides: 2, padding: "same" } },
  { concat: [[{ conv: 3 }], [{ avg_pool: { size: 3, strides: 1, padding: "same" } }], []] },
  "layer_norm",
  "prelu",
];
const flat: JsonValue[] = ["flatten", { dense: 12 }];

/** Together they have every layer and every activation. */
export const networks: Record<string, JsonValue> = {
  ...Object.fromEntries(Object.keys(architectures).map((type) => [type, type])),
  "layers on images": { layers: images },
  "layers on flat features": {
    layers: [...flat, "batch_norm", "layer_norm", "prelu", { residual: [{ dense: 5 }] }],
  },
  "the largest of each channel": { layers: [...images, "global_max_pool"] },
  "the mean of each channel": { layers: [...images, "global_avg_pool"] },
  ...Object.fromEntries(
    ACTIVATIONS.map((activation) => [
      `the activation ${activation}`,
      { layers: [{ conv: { filters: 4, strides: 3 } }, { activation }, ...flat, { activation }] },
    ]),
  ),
};
