import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-layers"; // registers the layer's class
import { isVectorised } from "./channels.js";
import { BATCH_MOMENTS, BATCH_NORM_GRADIENT } from "./kernels/batch-norm-training.js";

/**
 * tfjs-layers composes the training of a batch normalisation of some twenty passes over the images, most of them in the
 * gradient. On the wasm backend this replaces them by five; everything else is left to the layer.
 */
export function hastenBatchNormalization(): void {
  const { prototype } = batchNormalizationClass();
  const call = prototype.call;
  prototype.call = function (this: BatchNormalization, inputs, kwargs) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    const fast = kwargs.training === true && x !== undefined && isCommon(this, x);
    return fast ? train(this, x) : call.call(this, inputs, kwargs);
  };
}

/** What the layer's class keeps to itself. */
interface BatchNormalization {
  axis: number;
  momentum: number;
  epsilon: number;
  gamma?: Weight;
  beta?: Weight;
  movingMean: Weight;
  movingVariance: Weight;
  call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor | tf.Tensor[];
}

interface Weight {
  read(): tf.Tensor;
  write(value: tf.Tensor): void;
}

function batchNormalizationClass(): { prototype: BatchNormalization } {
  const known = tf.serialization.SerializationMap.getMap().classNameMap.BatchNormalization;
  if (!known)
    throw new Error("wasm: expected tfjs-layers to register BatchNormalization, found none");
  return known[0] as unknown as { prototype: BatchNormalization };
}

function isCommon(layer: BatchNormalization, x: tf.Tensor): boolean {
  const scaled = layer.gamma !== undefined && layer.beta !== undefined;
  const last = layer.axis === -1 || layer.axis === x.rank - 1;
  return tf.getBackend() === "wasm" && scaled && last && x.size > 0 && isVectorised(x.shape.at(-1));
}

function train(layer: BatchNormalization, x: tf.Tensor): tf.Tensor {
  const { epsilon } = layer;
  const normalise = tf.customGrad((...args) => {
    const [x, gamma, beta, save] = args as [tf.Tensor, Vector, Vector, tf.GradSaveFunc];
    const [mean, variance] = runKernel(BATCH_MOMENTS, { x }) as [Vector, Vector];
    moveAverage(layer.movingMean, mean, layer.momentum);
    moveAverage(layer.movingVariance, variance, layer.momentum);
    save([x, mean, variance, gamma]);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
      const [x, mean, variance, gamma] = saved as [tf.Tensor, Vector, Vector, Vector];
      return runKernel(BATCH_NORM_GRADIENT, { x, dy, mean, variance, gamma }, { epsilon });
    };
    return {
      value: tf.batchNorm(x as tf.Tensor4D, mean, variance, beta, gamma, epsilon),
      gradFunc,
    };
  });
  return normalise(x, (layer.gamma as Weight).read(), (layer.beta as Weight).read());
}

type Vector = tf.Tensor1D;

function moveAverage(average: Weight, value: tf.Tensor, momentum: number): void {
  tf.tidy(() => {
    average.write(tf.add(tf.mul(average.read(), momentum), tf.mul(value, 1 - momentum)));
  });
}

function runKernel(name: string, inputs: tf.NamedTensorMap, attrs: tf.NamedAttrMap = {}) {
  return tf.engine().runKernel(name, inputs, attrs) as tf.Tensor[]; // both kernels return several
}
