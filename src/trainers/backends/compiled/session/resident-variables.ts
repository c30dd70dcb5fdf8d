/**
 * The numbers of variables, where both tfjs and the runtime see them. Invariants:
 *
 * 1. A resident variable's numbers belong to it alone: no other tensor shares them.
 * 2. They lie in one of two buffers. A step reads the current one and writes the spare one; then the two change places, and tfjs
 *    is shown the new current one.
 * 3. Who replaces a variable's numbers in another way (an assignment outside of a step, another backend) is noticed, because the
 *    current buffer is no longer what tfjs has.
 */
import * as tf from "@tensorflow/tfjs-core";
import type { RecordingBackend } from "../recording/recording-backend.js";
import type { Numbers, NumberType } from "../recording/value.js";
import type { Runtime } from "./runtime.js";

export type RuntimeTensor = InstanceType<Runtime["Tensor"]>;

interface Buffers {
  current: RuntimeTensor;
  spare: RuntimeTensor | null;
}

export class ResidentVariables {
  readonly #backend: RecordingBackend;
  readonly #runtime: Runtime;
  readonly #buffers = new WeakMap<object, Buffers>();

  constructor(backend: RecordingBackend, runtime: Runtime) {
    this.#backend = backend;
    this.#runtime = runtime;
  }

  /** What the variable holds now. */
  current(variable: tf.Variable): RuntimeTensor {
    return this.#buffersOf(variable).current;
  }

  /** Where its next numbers go. */
  spare(variable: tf.Variable): RuntimeTensor {
    const buffers = this.#buffersOf(variable);
    buffers.spare ??= this.#tensorOf(variable, emptyLike(buffers.current.data as Numbers));
    return buffers.spare;
  }

  /** Makes the numbers that were written to the spare buffer the variable's own. */
  swap(variable: tf.Variable): void {
    const buffers = this.#buffersOf(variable);
    const { current, spare } = buffers;
    if (!spare) return;
    buffers.current = spare;
    buffers.spare = current;
    this.#backend.data.get(variable.dataId).values = spare.data as Float32Array;
  }

  #buffersOf(variable: tf.Variable): Buffers {
    const known = this.#buffers.get(variable.dataId);
    if (known && known.current.data === this.#backend.numbersOf(variable.dataId)) return known;
    this.#takeOwnership(variable);
    const numbers = this.#backend.numbersOf(variable.dataId) as Numbers;
    const buffers = { current: this.#tensorOf(variable, numbers), spare: null };
    this.#buffers.set(variable.dataId, buffers);
    return buffers;
  }

  #takeOwnership(variable: tf.Variable): void {
    const numbers = this.#backend.numbersOf(variable.dataId);
    if (!numbers) throw new Error(`${variable.name}: expected it to have been assigned a value`);
    const own = tf.tensor(Float32Array.from(numbers), variable.shape, variable.dtype);
    variable.assign(own);
    own.dispose();
  }

  #tensorOf({ dtype, shape }: tf.Variable, numbers: Numbers): RuntimeTensor {
    return new this.#runtime.Tensor(dtype as NumberType, numbers, shape);
  }
}

/** It will be written to: copying the numbers would only take time. */
function emptyLike(numbers: Numbers): Numbers {
  if (numbers instanceof Float32Array) return new Float32Array(numbers.length);
  return numbers instanceof Int32Array
    ? new Int32Array(numbers.length)
    : new Uint8Array(numbers.length);
}
