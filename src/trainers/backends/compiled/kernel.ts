import type { Lowered, Lowering } from "./lowering/lowering.js";
import type { Call, NamedValues, Spec, Value } from "./recording/value.js";

/** A tfjs kernel, as the compiler knows it: what it would return, and which ONNX operators compute that. */
export interface Kernel<Inputs = NamedValues, Attrs = object> {
  /** tfjs's name, e.g. `Conv2D`. */
  name: string;
  /** Shapes and types of the outputs. @throws Unlowerable for arguments that `lower` does not know. */
  infer(call: Call<Inputs, Attrs>): Spec[];
  /** Adds operators to the graph that compute the outputs. */
  lower(call: Call<Inputs, Attrs> & { outputs: Value[] }, lowering: Lowering): Lowered[];
  /** Does tfjs expect a list of tensors? Else it is given the first output alone. */
  givesList?: boolean;
}

/** A kernel whose arguments have the types that its name stands for. */
export function defineKernel<Inputs, Attrs = object>(kernel: Kernel<Inputs, Attrs>): Kernel {
  return kernel as unknown as Kernel; // tfjs types them all alike
}

/** A step, or a part of one, that cannot be compiled. The backend then executes the step in another way. */
export class Unlowerable extends Error {
  constructor(what: string) {
    super(what);
    this.name = "Unlowerable";
  }
}
