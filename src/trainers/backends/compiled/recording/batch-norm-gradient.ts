import * as tf from "@tensorflow/tfjs-core";
import { BATCH_NORM_TRAINING_GRAD, hasBatchMoments } from "./batch-moments.js";
import { RecordingBackend } from "./recording-backend.js";

/**
 * Gives tfjs the gradient of batch normalisation in closed form, for steps that are being recorded and normalise by the batch's
 * own statistics. The gradients of those statistics are then zero: they are in that of x. Everywhere else tfjs's own gradient stays.
 */
export function registerBatchNormGradient(): void {
  const original = tf.getGradient(tf.FusedBatchNorm);
  if (original.gradFunc === closedForm) return;
  openForm = original.gradFunc;
  tf.registerGradient({ ...original, gradFunc: closedForm });
}

let openForm: tf.GradFunc;

const closedForm: tf.GradFunc = (dy, saved, attrs) => {
  const [x, mean, variance, scale] = saved;
  const backend = tf.backend();
  if (
    !(backend instanceof RecordingBackend) ||
    !backend.recorder ||
    !x ||
    !mean ||
    !variance ||
    !scale
  )
    return openForm(dy, saved, attrs);
  const { recorder } = backend;
  if (!hasBatchMoments(recorder.valueOf(x), recorder.valueOf(variance)))
    return openForm(dy, saved, attrs);
  const [dx, dscale, doffset] = tf
    .engine()
    .runKernel(
      BATCH_NORM_TRAINING_GRAD,
      { dy: dy as tf.Tensor, x, mean, variance, scale },
      { epsilon: attrs.varianceEpsilon as number },
    ) as tf.Tensor[];
  return {
    x: () => dx as tf.Tensor,
    mean: () => tf.zerosLike(mean),
    variance: () => tf.zerosLike(variance),
    scale: () => dscale as tf.Tensor,
    offset: () => doffset as tf.Tensor,
  };
};
