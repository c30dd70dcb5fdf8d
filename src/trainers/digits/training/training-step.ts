import * as tf from "@tensorflow/tfjs-core";
import type { Step, Tensors } from "../../backends/backend.js";
import { createLoss } from "../losses/index.js";
import type { Loss } from "../losses/loss.js";
import type { ChosenLoss } from "../losses/options.js";
import type { Network } from "../network/network.js";
import { isKernel, type Weight } from "../network/weights.js";
import type { Optimizer } from "../optimizers/optimizer.js";

export interface StepOptions {
  loss: ChosenLoss;
  gradientClip: number | null;
}

/**
 * One optimizer step. Inputs: `images` [n, 28, 28, 1], `targets` [n, 10], one mask for each dropout, and the optimizer's
 * coefficients and `decay` (what is left of a kernel after weight decay) as scalars. Outputs: `loss`, the mean over
 * the images with the penalties of regularizers, and `correct`, the number of right answers, both before the weights move. With the input
 * `weights` [n] each image's loss counts so many times, and there is one more output, `losses` [n]: each image's own.
 */
export function createTrainingStep(
  network: Network,
  optimizer: Optimizer,
  options: StepOptions,
): { step: Step; dispose(): void } {
  const slots = network.weights
    .filter(({ trainable }) => trainable)
    .map((w) => createSlots(w, optimizer));
  const lossOf = createLoss(options.loss);
  const step: Step = (inputs) => {
    const { gradients, ...outputs } = forwardAndBackward(network, lossOf, inputs);
    const scale = options.gradientClip === null ? null : clipScale(gradients, options.gradientClip);
    for (const slot of slots) {
      const gradient = need(gradients, slot.weight.variable.name);
      moveWeight(optimizer, slot, scale ? tf.mul(gradient, scale) : gradient, inputs);
    }
    return outputs;
  };
  return { step, dispose: () => tf.dispose(slots.map(({ state }) => state)) };
}

/** Scalars that change from step to step, as inputs of the step. `step` counts from 1. */
export function stepScalars(
  optimizer: Optimizer,
  { rate, step, weightDecay }: { rate: number; step: number; weightDecay: number },
): Record<string, number> {
  return { ...optimizer.coefficients(rate, step), decay: 1 - rate * weightDecay };
}

interface Slots {
  weight: Weight;
  state: Record<string, tf.Variable>;
}

function createSlots(weight: Weight, optimizer: Optimizer): Slots {
  const state = Object.entries(optimizer.slots).map(([name, initial]) => {
    const value = tf.fill(weight.variable.shape, initial, "float32");
    const slot = tf.variable(value, false);
    value.dispose();
    return [name, slot] as const;
  });
  return { weight, state: Object.fromEntries(state) };
}

function forwardAndBackward(network: Network, lossOf: Loss, inputs: Tensors) {
  const targets = need(inputs, "targets");
  const { weights } = inputs;
  let answers: { logits: tf.Tensor; losses: tf.Tensor } | undefined;
  const variables = network.weights.filter(({ trainable }) => trainable).map((w) => w.variable);
  const { value: loss, grads } = tf.variableGrads(() => {
    const { logits, penalties } = network.train(need(inputs, "images"), inputs);
    const losses = lossOf(logits, targets);
    answers = { logits: tf.keep(logits), losses: tf.keep(losses) }; // outlive the forward pass's own tidy
    const terms = [tf.mean(weights ? tf.mul(losses, weights) : losses), ...penalties];
    return terms.reduce((sum, term) => tf.add(sum, term)) as tf.Scalar;
  }, variables);
  if (!answers) throw new Error("training step: the forward pass did not run");
  const { logits, losses } = answers;
  const correct = countCorrect(logits, targets);
  tf.dispose(weights ? logits : [logits, losses]);
  return { loss, correct, gradients: grads as Tensors, ...(weights && { losses }) };
}

function countCorrect(logits: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  return tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), tf.argMax(targets, 1)), "float32"));
}

/** min(1, limit / norm of all gradients together) (Pascanu et al. 2013). */
function clipScale(gradients: Tensors, limit: number): tf.Tensor {
  const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
  return tf.minimum(1, tf.div(limit, tf.maximum(tf.sqrt(tf.addN(squares)), 1e-12))); // never divides by zero
}

/** Weight decay is decoupled from the gradient (Loshchilov & Hutter 2019); a constraint has the last word. */
function moveWeight(
  optimizer: Optimizer,
  { weight, state }: Slots,
  gradient: tf.Tensor,
  inputs: Tensors,
): void {
  const current = isKernel(weight)
    ? tf.mul(weight.variable, need(inputs, "decay"))
    : weight.variable;
  const moved = optimizer.update({ weight: current, gradient, slots: state, coefficients: inputs });
  weight.variable.assign(weight.constrain?.(moved.weight) ?? moved.weight);
  for (const [name, slot] of Object.entries(state)) slot.assign(need(moved.slots, name));
}

function need(tensors: Tensors, name: string): tf.Tensor {
  const tensor = tensors[name];
  if (!tensor) throw new Error(`training step: expected a tensor \`${name}\``);
  return tensor;
}
