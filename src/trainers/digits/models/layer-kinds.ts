import { z } from "zod";
import { expectedOneOf } from "../choice.js";
import { CONSTRAINTS } from "./constraints.js";
import { BIAS_INITIALIZERS, KERNEL_INITIALIZERS } from "./initializers.js";
import { type Kind, named } from "./named.js";
import { REGULARIZERS } from "./regularizers.js";

/** Functions that may follow a layer. */
export const ACTIVATIONS = [
  "linear",
  "relu",
  "relu6",
  "leaky_relu",
  "elu",
  "selu",
  "gelu",
  "swish",
  "mish",
  "softplus",
  "softsign",
  "tanh",
  "sigmoid",
  "hard_sigmoid",
  "softmax",
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
const functionName = z.enum(ACTIVATIONS, {
  error: ({ input }) => expectedOneOf(ACTIVATIONS, input),
});
const activation = functionName.default("linear");
const padding = z.enum(["same", "valid"]);

/** What a layer with weights says about them and about its answer. */
const weights = {
  activation,
  bias: z.boolean().default(true),
  kernel_initializer: named(KERNEL_INITIALIZERS).optional(),
  bias_initializer: named(BIAS_INITIALIZERS).optional(),
  kernel_regularizer: named(REGULARIZERS).optional(),
  bias_regularizer: named(REGULARIZERS).optional(),
  /** Of the layer's answer, after its activation. */
  activity_regularizer: named(REGULARIZERS).optional(),
  kernel_constraint: named(CONSTRAINTS).optional(),
  bias_constraint: named(CONSTRAINTS).optional(),
};
const window = {
  kernel: pair.default([3, 3]),
  strides: pair.default([1, 1]),
  padding: padding.default("same"),
  ...weights,
};
const pooling = {
  size: pair.default([2, 2]),
  strides: pair.optional(),
  padding: padding.default("valid"),
};
/** Rows and columns that are added at each edge. */
const border = z.preprocess(
  (value) => (typeof value === "number" ? [value, value] : value),
  z.tuple([edge(), edge()], {
    error: `expected a whole number from 0 to ${LARGEST_WINDOW} or a pair of them, [height, width]`,
  }),
);
const nothing = z.strictObject({});

/** What may stand in a list of layers, with the options of each. */
export const LAYER_KINDS = {
  conv: { options: weighted({ filters: width, ...window }), shorthand: "filters" },
  separable_conv: { options: weighted({ filters: width, ...window }), shorthand: "filters" },
  depthwise_conv: {
    options: weighted({ multiplier: z.int().min(1).max(64).default(1), ...window }),
    shorthand: "kernel",
  },
  dense: { options: weighted({ units: width, ...weights }), shorthand: "units" },
  max_pool: { options: z.strictObject(pooling), shorthand: "size" },
  avg_pool: { options: z.strictObject(pooling), shorthand: "size" },
  global_max_pool: { options: nothing },
  global_avg_pool: { options: nothing },
  zero_padding: { options: z.strictObject({ size: border }), shorthand: "size" },
  flatten: { options: nothing },
  batch_norm: {
    // Keras keeps 0.99, which has not forgotten its start after the few hundred steps of a short training.
    options: z.strictObject({ momentum: z.number().min(0).lt(1).default(0.9) }),
  },
  layer_norm: { options: nothing },
  dropout: {
    /** Without a rate, the parameter `dropout`. */
    options: z.strictObject({
      rate: z.number().min(0).lt(1).optional(),
      /** Drops whole channels of an image. */
      spatial: z.boolean().default(false),
    }),
    shorthand: "rate",
  },
  activation: { options: z.strictObject({ function: functionName }), shorthand: "function" },
  /** A leaky ReLU that learns the slope below zero of each channel (He et al. 2015, with their start). */
  prelu: {
    options: z.strictObject({ initial: z.number().min(-1).max(1).default(0.25) }),
    shorthand: "initial",
  },
} satisfies Record<string, Kind>;

/** What a layer with weights says about them. */
export type WeightOptions = z.output<z.ZodObject<typeof weights>>;

export type LayerKinds = typeof LAYER_KINDS;
export type LayerKind = keyof LayerKinds;

function side() {
  return z.int().min(1).max(LARGEST_WINDOW);
}

function edge() {
  return z.int().min(0).max(LARGEST_WINDOW);
}

/** Options of a layer with a kernel and, unless it does without, a bias. */
function weighted<Shape extends typeof weights>(shape: Shape) {
  return z.strictObject(shape).superRefine((options, context) => {
    const { bias, bias_initializer, bias_regularizer, bias_constraint } = options as WeightOptions;
    if (bias) return;
    const ofBias = { bias_initializer, bias_regularizer, bias_constraint };
    for (const [name, value] of Object.entries(ofBias))
      if (value !== undefined)
        context.addIssue({
          code: "custom",
          path: [name],
          message: `expected no \`${name}\` where \`bias\` is false`,
        });
  });
}
