/**
 * The record of one step, while it is being made. Invariants:
 *
 * 1. A value's number rises with the order of recording, and an operation reads only values that were there before it.
 * 2. Two calls of a kernel with the same inputs and attributes are one operation: kernels are pure.
 * 3. Every tensor of the step is known here by tfjs's `dataId`; several may stand for one value.
 */
import type { TensorInfo, Variable } from "@tensorflow/tfjs-core";
import { type Kernel, Unlowerable } from "../kernel.js";
import type { Call, NamedValues, Numbers, Operation, Source, Spec, Value } from "./value.js";

export interface RecorderOptions {
  kernels: ReadonlyMap<string, Kernel>;
  variables: Iterable<Variable>;
  simplify: Simplify;
  /** Numbers of a tensor that was there before the step, or null for one that another recording made. */
  read(dataId: object): Numbers | null;
}

/** A value that equals the first output of a call and costs less, or null. */
export type Simplify = (recorder: Recorder, kernel: string, call: Call) => Value | null;

export class Recorder {
  readonly #options: RecorderOptions;
  readonly #values = new WeakMap<object, Value>();
  readonly #operations = new Map<string, Operation>();
  #nextId = 0;

  constructor(options: RecorderOptions) {
    this.#options = options;
    for (const variable of options.variables) this.variable(variable);
  }

  /** From now on the variable's present tensor stands for what it holds when the step begins. */
  variable(variable: Variable): void {
    this.bind(variable.dataId, this.#make(specOf(variable), { kind: "variable", variable }));
  }

  /** From now on the tensor of this dataId stands for the value. */
  bind(dataId: object, value: Value): void {
    this.#values.set(dataId, value);
  }

  /** The value that a tensor stands for; one from outside the step is a constant. */
  valueOf(tensor: TensorInfo): Value {
    const known = this.#values.get(tensor.dataId);
    if (known) return known;
    const numbers = this.#options.read(tensor.dataId);
    if (!numbers) throw new Unlowerable("a tensor that another step left behind");
    const value = this.constant(specOf(tensor), numbers);
    this.bind(tensor.dataId, value);
    return value;
  }

  input(name: string, spec: Spec): Value {
    return this.#make(spec, { kind: "input", name });
  }

  constant(spec: Spec, numbers: Numbers): Value {
    const first = numbers[0] ?? 0;
    if (areEqual(numbers, first)) return this.splat(spec, first);
    return this.#make(spec, { kind: "constant", data: numbers.slice() });
  }

  splat(spec: Spec, number: number): Value {
    return this.#make(spec, { kind: "splat", number });
  }

  /** Calls a kernel. @throws Unlowerable when the compiler does not know it. */
  call(kernel: string, inputs: NamedValues, attrs: object = {}): Value[] {
    const simple = this.#options.simplify(this, kernel, { inputs, attrs });
    return simple ? [simple] : this.operation(kernel, { inputs, attrs }).outputs;
  }

  /** The operation itself, without looking for a simpler one. */
  operation(kernel: string, call: Call): Operation {
    const key = keyOf(kernel, call);
    const known = this.#operations.get(key);
    if (known) return known;
    const operation: Operation = { kernel, ...call, outputs: [] };
    operation.outputs = this.infer(kernel, call).map((spec, output) =>
      this.#make(spec, { kind: "operation", operation, output }),
    );
    this.#operations.set(key, operation);
    return operation;
  }

  /** The operation of an earlier, equal call. */
  find(kernel: string, call: Call): Operation | undefined {
    return this.#operations.get(keyOf(kernel, call));
  }

  /** What a call would return. */
  infer(kernel: string, call: Call): Spec[] {
    const known = this.#options.kernels.get(kernel);
    if (!known) throw new Unlowerable(`the kernel ${kernel}`);
    return known.infer(call);
  }

  #make({ shape, dtype }: Spec, source: Source): Value {
    return { id: this.#nextId++, shape: [...shape], dtype, source };
  }
}

/** A loop: `every` takes a tenth of a second for some millions. */
function areEqual(numbers: Numbers, first: number): boolean {
  for (let i = 0; i < numbers.length; i++) if (!Object.is(numbers[i], first)) return false;
  return true;
}

function keyOf(kernel: string, { inputs, attrs }: Call): string {
  const ids = Object.entries(inputs).map(([name, input]) => [
    name,
    Array.isArray(input) ? input.map(({ id }) => id) : (input?.id ?? null),
  ]);
  return JSON.stringify([kernel, ids, attrs]);
}

export function specOf({ shape, dtype }: Pick<TensorInfo, "shape" | "dtype">): Spec {
  if (dtype === "float32" || dtype === "int32" || dtype === "bool") return { shape, dtype };
  throw new Unlowerable(`a tensor of ${dtype}`);
}
