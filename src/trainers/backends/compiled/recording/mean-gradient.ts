import * as tf from "@tensorflow/tfjs-core";
import { RecordingBackend } from "./recording-backend.js";

/**
 * tfjs's gradient of a mean makes a tensor of ones in the shape of the images, by hand. While a step is recorded the ones need not
 * exist: some tens of MB, and of milliseconds, for every batch normalisation.
 */
export function registerMeanGradient(): void {
  const original = tf.getGradient(tf.Mean);
  if (original.gradFunc === recorded) return;
  byHand = original.gradFunc;
  tf.registerGradient({ ...original, gradFunc: recorded });
}

let byHand: tf.GradFunc;

const recorded: tf.GradFunc = (dy, saved, attrs) => {
  const [x] = saved;
  const backend = tf.backend();
  if (!x || !(backend instanceof RecordingBackend) || !backend.recorder)
    return byHand(dy, saved, attrs);
  const axes = tf.util.parseAxisParam(attrs.axis as number | number[], x.shape);
  const kept = x.shape.map((side, axis) => (axes.includes(axis) ? 1 : side));
  const count = axes.reduce((product, axis) => product * (x.shape[axis] ?? 1), 1);
  const spread = () => tf.mul(tf.reshape(dy as tf.Tensor, kept), tf.fill(x.shape, 1));
  return { x: () => tf.div(spread(), count) };
};
