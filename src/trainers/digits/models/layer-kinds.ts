import { z } from "zod";

/** Functions that may follow a layer. There is no softmax: the output layer is added to every network. */
export const ACTIVATIONS = [
  "linear",
  "relu",
  "leaky_relu",
  "elu",
  "selu",
  "tanh",
  "sigmoid",
  "swish",
] as const;
export type Activation = (typeof ACTIVATIONS)[number];

const LARGEST_WINDOW = 28; // an image's side
const LARGEST_WIDTH = 4096; // a dense layer of this width on a flattened image is 3 million weights already

/** A height and width; one number stands for both. */
const pair = z.preprocess(
  (value) => (typeof value === "number" ? [value, value] : value),
  z.tuple([side(), side()], {
    error: `expected a whole number from 1 to ${LARGEST_WINDOW} or a pair of them, [height, width]`,
  }),
);
const width = z.int().min(1).max(LARGEST_WIDTH);
const activation = z.enum(ACTIVATIONS).default("linear");
const padding = z.enum(["same", "valid"]);
const bias = z.boolean().default(true);

const window = {
  kernel: pair.default([3, 3]),
  strides: pair.default([1, 1]),
  padding: padding.default("same"),
  activation,
  bias,
};
const pooling = {
  size: pair.default([2, 2]),
  strides: pair.optional(),
  padding: padding.default("valid"),
};
const nothing = z.strictObject({});

interface Kind {
  options: z.ZodObject;
  /** The option that a bare value stands for: `dense: 64` is `dense: {units: 64}`. */
  shorthand?: string;
}

/** What may stand in a list of layers, with the options of each. */
export const LAYER_KINDS = {
  conv: { options: z.strictObject({ filters: width, ...window }), shorthand: "filters" },
  separable_conv: { options: z.strictObject({ filters: width, ...window }), shorthand: "filters" },
  depthwise_conv: {
    options: z.strictObject({ multiplier: z.int().min(1).max(64).default(1), ...window }),
    shorthand: "kernel",
  },
  dense: { options: z.strictObject({ units: width, activation, bias }), shorthand: "units" },
  max_pool: { options: z.strictObject(pooling), shorthand: "size" },
  avg_pool: { options: z.strictObject(pooling), shorthand: "size" },
  global_avg_pool: { options: nothing },
  flatten: { options: nothing },
  batch_norm: {
    // Keras keeps 0.99, which has not forgotten its start after the few hundred steps of a short training.
    options: z.strictObject({ momentum: z.number().min(0).lt(1).default(0.9) }),
  },
  layer_norm: { options: nothing },
  dropout: {
    /** Without a rate, the parameter `dropout`. */
    options: z.strictObject({ rate: z.number().min(0).lt(1).optional() }),
    shorthand: "rate",
  },
  activation: { options: z.strictObject({ function: z.enum(ACTIVATIONS) }), shorthand: "function" },
} satisfies Record<string, Kind>;

export type LayerKinds = typeof LAYER_KINDS;
export type LayerKind = keyof LayerKinds;

/** The option that a bare value stands for, where the kind has one. */
export function shorthandOf(kind: LayerKind): string | undefined {
  return (LAYER_KINDS[kind] as Kind).shorthand;
}

function side() {
  return z.int().min(1).max(LARGEST_WINDOW);
}
