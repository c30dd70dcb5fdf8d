import type { Variable } from "@tensorflow/tfjs-core";

/** Types of numbers that a recorded step may hold. */
export type NumberType = "float32" | "int32" | "bool";

/** What is known of a tensor before it is computed. */
export interface Spec {
  shape: number[];
  dtype: NumberType;
}

/** A tensor of a recorded step. Its numbers are not known, except those of a constant. */
export interface Value extends Spec {
  /** Unique in its recording, rising. */
  readonly id: number;
  /** A rewriting rule may find a cheaper source of the same numbers. */
  source: Source;
}

export type Source =
  | { kind: "input"; name: string }
  | { kind: "variable"; variable: Variable }
  | { kind: "constant"; data: Numbers }
  /** A constant of equal numbers, of any size. */
  | { kind: "splat"; number: number }
  | { kind: "operation"; operation: Operation; output: number };

export type Numbers = Float32Array | Int32Array | Uint8Array;

/** One call of a tfjs kernel. */
export interface Operation extends Call {
  kernel: string;
  outputs: Value[];
}

export interface Call<Inputs = NamedValues, Attrs = object> {
  inputs: Inputs;
  attrs: Attrs;
}

/** A kernel's inputs, by tfjs's names; some kernels take a list under one name. */
export type NamedValues = Record<string, Value | Value[] | null | undefined>;

export function inputsOf({ inputs }: Call): Value[] {
  return Object.values(inputs).flatMap((input) => input ?? []);
}

/** The operation that makes a value, if it is one of this kernel. */
export function madeBy(value: Value, kernel: string): Operation | null {
  const { source } = value;
  return source.kind === "operation" && source.operation.kernel === kernel
    ? source.operation
    : null;
}

/** Like `madeBy`, and the value is this one of its outputs. */
export function isOutputOf(value: Value, kernel: string, output: number): boolean {
  return (
    madeBy(value, kernel) !== null &&
    value.source.kind === "operation" &&
    value.source.output === output
  );
}

export function isSplat(value: Value, number: number): boolean {
  return value.source.kind === "splat" && value.source.number === number;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((side, axis) => side === b[axis]);
}
