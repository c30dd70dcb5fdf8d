import * as tfl from "@tensorflow/tfjs-layers";
import { assertNever } from "../../../core/assert-never.js";
import type { PlainLayer } from "../models/layer.js";
import type { Activation, WeightOptions } from "../models/layer-kinds.js";
import type { Shape } from "../models/shapes.js";
import { initializerOf, type TfInitializer, type WeightIdentity } from "./initializer.js";
import { constraintOf, regularizerOf } from "./weight-rules.js";

type TfLayer = tfl.layers.Layer;

/** What names and seeds the weights of a layer. */
export interface LayerIdentity extends WeightIdentity {
  /** Does a ReLU or its like follow? Kernels then start larger, because it lets only half of the variance through. */
  rectified: boolean;
}

/** The tfjs layers that one planned layer stands for, in order. A dropout is none: see network.ts. */
export function tfLayers(layer: PlainLayer, input: Shape, identity: LayerIdentity): TfLayer[] {
  const { name } = identity;
  switch (layer.kind) {
    case "conv":
    case "separable_conv":
    case "depthwise_conv":
    case "dense":
      return [
        weightedLayer(layer, identity),
        ...activationLayers(layer.activation, `${name}_${layer.activation}`),
      ];
    case "max_pool":
      return [tfl.layers.maxPooling2d(pooling(name, layer))];
    case "avg_pool":
      return [tfl.layers.averagePooling2d(pooling(name, layer))];
    case "global_max_pool":
      return [tfl.layers.globalMaxPooling2d({ name })];
    case "global_avg_pool":
      return [tfl.layers.globalAveragePooling2d({ name })];
    case "zero_padding":
      return [tfl.layers.zeroPadding2d({ name, padding: layer.size })];
    case "flatten":
      return [tfl.layers.flatten({ name })];
    case "batch_norm":
      return [tfl.layers.batchNormalization({ name, momentum: layer.momentum })];
    case "layer_norm":
      return [tfl.layers.layerNormalization({ name })];
    case "activation":
      return activationLayers(layer.function, name);
    case "prelu":
      return [slopes(name, layer.initial, input)];
    case "dropout":
      return [];
    default:
      return assertNever(layer);
  }
}

type Weighted = Extract<PlainLayer, WeightOptions>;

function weightedLayer(layer: Weighted, identity: LayerIdentity): TfLayer {
  const { name } = identity;
  switch (layer.kind) {
    case "conv":
      return tfl.layers.conv2d({
        ...convolution(name, layer),
        filters: layer.filters,
        ...kernelRules("kernel", layer, { ...identity, axes: [0, 1, 2] }),
        ...biasRules(layer, identity),
      });
    case "separable_conv":
      return separableLayer(layer, identity);
    case "depthwise_conv":
      return depthwiseLayer(layer, identity);
    case "dense":
      return tfl.layers.dense({
        name,
        units: layer.units,
        useBias: layer.bias,
        ...kernelRules("kernel", layer, { ...identity, axes: [0] }),
        ...biasRules(layer, identity),
      });
    default:
      return assertNever(layer);
  }
}

/** tfjs starts both kernels with the first one's initializer. */
function separableLayer(
  layer: Extract<PlainLayer, { kind: "separable_conv" }>,
  { name, ...identity }: LayerIdentity,
): TfLayer {
  const part = (of: "depthwise" | "pointwise", axes: number[]) =>
    kernelRules(of, layer, { ...identity, name: `${name}/${of}`, axes });
  const pointwise = part("pointwise", [0, 1, 2]);
  const made = tfl.layers.separableConv2d({
    ...convolution(name, layer),
    filters: layer.filters,
    ...part("depthwise", [0, 1]),
    ...pointwise,
    ...biasRules(layer, { ...identity, name }),
  });
  return Object.assign(made, { pointwiseInitializer: pointwise.pointwiseInitializer });
}

/** tfjs saves the layer's regularizer in place of its constraint. */
function depthwiseLayer(
  layer: Extract<PlainLayer, { kind: "depthwise_conv" }>,
  identity: LayerIdentity,
): TfLayer {
  const made = tfl.layers.depthwiseConv2d({
    ...convolution(identity.name, layer),
    depthMultiplier: layer.multiplier,
    ...kernelRules("depthwise", layer, { ...identity, axes: [0, 1] }),
    ...biasRules(layer, identity),
  });
  const config = made.getConfig.bind(made);
  const constraint = layer.kernel_constraint && constraintOf(layer.kernel_constraint, [0, 1]);
  const depthwiseConstraint = constraint
    ? { className: constraint.getClassName(), config: constraint.getConfig() }
    : null;
  return Object.assign(made, { getConfig: () => ({ ...config(), depthwiseConstraint }) });
}

/** What a layer says about a kernel, under tfjs's names for it. */
function kernelRules<Part extends "kernel" | "depthwise" | "pointwise">(
  part: Part,
  { kernel_initializer, kernel_regularizer, kernel_constraint }: WeightOptions,
  { axes, ...identity }: LayerIdentity & { axes: number[] },
) {
  const rules = {
    [`${part}Initializer`]: kernel_initializer
      ? initializerOf(kernel_initializer, identity)
      : kernelInitializer(identity),
    ...(kernel_regularizer && { [`${part}Regularizer`]: regularizerOf(kernel_regularizer) }),
    ...(kernel_constraint && { [`${part}Constraint`]: constraintOf(kernel_constraint, axes) }),
  };
  return rules as Record<`${Part}Initializer`, TfInitializer>;
}

function biasRules(
  { bias_initializer, bias_regularizer, bias_constraint }: WeightOptions,
  { name, seed }: WeightIdentity,
) {
  return {
    ...(bias_initializer && {
      biasInitializer: initializerOf(bias_initializer, { name: `${name}/bias`, seed }),
    }),
    ...(bias_regularizer && { biasRegularizer: regularizerOf(bias_regularizer) }),
    ...(bias_constraint && { biasConstraint: constraintOf(bias_constraint, [0]) }),
  };
}

/** He et al. 2015 before a ReLU, else Glorot & Bengio 2010. */
export function kernelInitializer({ rectified, ...identity }: LayerIdentity): TfInitializer {
  return initializerOf({ kind: rectified ? "he_uniform" : "glorot_uniform" }, identity);
}

/** Always a layer of its own: fused kernels know only some activations, and not the same on every backend. */
function activationLayers(activation: Activation, name: string): TfLayer[] {
  if (activation === "linear") return [];
  if (activation === "leaky_relu") return [tfl.layers.leakyReLU({ name })];
  const spelled = activation === "hard_sigmoid" ? "hardSigmoid" : activation;
  return [tfl.layers.activation({ name, activation: spelled })];
}

/** One slope for each channel, wherever in an image it is. */
function slopes(name: string, initial: number, { length: axes }: Shape): TfLayer {
  return tfl.layers.prelu({
    name,
    alphaInitializer: tfl.initializers.constant({ value: initial }),
    ...(axes === 3 && { sharedAxes: [1, 2] }),
  });
}

type Convolution = Extract<PlainLayer, { kind: "conv" | "separable_conv" | "depthwise_conv" }>;

function convolution(name: string, { kernel, strides, padding, bias }: Convolution) {
  return { name, kernelSize: kernel, strides, padding, useBias: bias };
}

function pooling(name: string, layer: Extract<PlainLayer, { kind: "max_pool" | "avg_pool" }>) {
  return {
    name,
    poolSize: layer.size,
    strides: layer.strides ?? layer.size,
    padding: layer.padding,
  };
}
