import type { Tensor } from "@tensorflow/tfjs-core";
import type { z } from "zod";
import type { Device } from "../../core/device.js";

/** Numbers with their shape, row-major: what goes into a step and comes out. */
export interface NumberArray {
  data: Float32Array | Int32Array;
  shape: number[];
}
export type NumberArrays = Record<string, NumberArray>;
export type Tensors = Record<string, Tensor>;

/**
 * A computation on tensors, written with tfjs operations. It may read and assign tf.Variables; apart from those its results
 * depend on its inputs alone, and it never reads a tensor's values (no `dataSync`), so that a backend is free to record it
 * once per input shape and to execute the record.
 */
export type Step = (inputs: Tensors) => Tensors;

/** Executes a step on new inputs. Intermediate tensors are freed. */
export type PreparedStep = (inputs: NumberArrays) => Promise<NumberArrays>;

/** What executes the tensor operations of the built-in trainer. Model code is the same tfjs-layers code for all. */
export interface Backend {
  readonly type: string;
  /** For people, e.g. `wasm (SIMD, 1 thread)`. */
  readonly description: string;
  readonly device: Device;
  prepare(step: Step, options?: StepOptions): PreparedStep;
  dispose(): void;
}

export interface StepOptions {
  /** The variables that the step reads keep their numbers, and it assigns none: a backend may compute with them in advance. */
  frozen?: boolean;
}

export interface BackendOptions {
  /** Threads that the run may use. */
  threads: number;
  /** Must be one of the backend's own; the CPU when left out. */
  device?: Device | undefined;
}

export interface BackendDescriptor {
  /** `backend:` in an experiment, `--backend` on the command line. */
  type: string;
  options: z.ZodType<BackendOptions>;
  /** What it can compute on, where the machine has it. */
  devices: readonly Device[];
  /** Null when it works on this machine (on the CPU, unless another device is asked for), else why it does not. Loads what it must to be sure. */
  unavailable(device?: Device): Promise<string | null>;
  /** Makes itself tfjs's current backend. @throws SweepError("backend") with the reason. */
  create(options: BackendOptions): Promise<Backend>;
}
