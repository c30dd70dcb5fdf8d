import * as tfl from "@tensorflow/tfjs-layers";
import { assertNever } from "../../../core/assert-never.js";
import { seedOf } from "../../../core/random.js";
import type { PlainLayer } from "../models/layer.js";
import type { Activation } from "../models/layer-kinds.js";

type TfLayer = tfl.layers.Layer;

/** What names and seeds the weights of a layer. */
export interface LayerIdentity {
  name: string;
  /** The run's seed. */
  seed: number;
  /** Does a ReLU or its like follow? Kernels then start larger, because it lets only half of the variance through. */
  rectified: boolean;
}

/** The tfjs layers that one planned layer stands for, in order. A dropout is none: see network.ts. */
export function tfLayers(layer: PlainLayer, identity: LayerIdentity): TfLayer[] {
  const { name } = identity;
  switch (layer.kind) {
    case "conv":
      return [
        tfl.layers.conv2d({
          ...convolution(name, layer),
          filters: layer.filters,
          kernelInitializer: kernelInitializer(identity),
        }),
        ...activationLayers(layer.activation, `${name}_${layer.activation}`),
      ];
    case "separable_conv":
      return [
        tfl.layers.separableConv2d({
          ...convolution(name, layer),
          filters: layer.filters,
          depthwiseInitializer: kernelInitializer({ ...identity, name: `${name}/depthwise` }),
          pointwiseInitializer: kernelInitializer({ ...identity, name: `${name}/pointwise` }),
        }),
        ...activationLayers(layer.activation, `${name}_${layer.activation}`),
      ];
    case "depthwise_conv":
      return [
        tfl.layers.depthwiseConv2d({
          ...convolution(name, layer),
          depthMultiplier: layer.multiplier,
          depthwiseInitializer: kernelInitializer(identity),
        }),
        ...activationLayers(layer.activation, `${name}_${layer.activation}`),
      ];
    case "dense":
      return [
        tfl.layers.dense({
          name,
          units: layer.units,
          useBias: layer.bias,
          kernelInitializer: kernelInitializer(identity),
        }),
        ...activationLayers(layer.activation, `${name}_${layer.activation}`),
      ];
    case "max_pool":
      return [tfl.layers.maxPooling2d(pooling(name, layer))];
    case "avg_pool":
      return [tfl.layers.averagePooling2d(pooling(name, layer))];
    case "global_avg_pool":
      return [tfl.layers.globalAveragePooling2d({ name })];
    case "flatten":
      return [tfl.layers.flatten({ name })];
    case "batch_norm":
      return [tfl.layers.batchNormalization({ name, momentum: layer.momentum })];
    case "layer_norm":
      return [tfl.layers.layerNormalization({ name })];
    case "activation":
      return activationLayers(layer.function, name);
    case "dropout":
      return [];
    default:
      return assertNever(layer);
  }
}

/** He et al. 2015 before a ReLU, else Glorot & Bengio 2010; uniform, as tfjs's normal ones lose a quarter of their variance with their tails. */
export function kernelInitializer({ name, seed, rectified }: LayerIdentity) {
  const options = { seed: seedOf(seed, "weights", name) || 1 }; // tfjs takes 0 for "no seed"
  return rectified ? tfl.initializers.heUniform(options) : tfl.initializers.glorotUniform(options);
}

/** Always a layer of its own: fused kernels know only some activations, and not the same on every backend. */
function activationLayers(activation: Activation, name: string): TfLayer[] {
  if (activation === "linear") return [];
  if (activation === "leaky_relu") return [tfl.layers.leakyReLU({ name })];
  return [tfl.layers.activation({ name, activation })];
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
