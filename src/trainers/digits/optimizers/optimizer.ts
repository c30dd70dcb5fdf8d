import type { Tensor } from "@tensorflow/tfjs-core";

/**
 * A rule that moves weights against their gradients. tfjs's own optimizers hold the learning rate as a JavaScript number, which a
 * backend that records a step would freeze; here everything that changes from step to step is an input of the step.
 */
export interface Optimizer<Slot extends string = string, Coefficient extends string = string> {
  /** State that is kept for each weight, in the weight's shape: name → initial value of its elements. */
  readonly slots: Record<Slot, number>;
  /** Numbers that the update needs at this step (from 1) at this learning rate, computed in double precision. */
  coefficients(rate: number, step: number): Record<Coefficient, number>;
  /** New values of one weight and of its slots. Coefficients are scalars. Pure. */
  update(state: UpdateState<Slot, Coefficient>): Updated<Slot>;
}

export interface UpdateState<Slot extends string, Coefficient extends string> {
  weight: Tensor;
  gradient: Tensor;
  slots: Record<Slot, Tensor>;
  coefficients: Record<Coefficient, Tensor>;
}

export interface Updated<Slot extends string> {
  weight: Tensor;
  slots: Record<Slot, Tensor>;
}
