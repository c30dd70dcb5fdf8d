import { backend_util } from "@tensorflow/tfjs-core";
import type { Attributes } from "../graph/graph-builder.js";
import { defineKernel, type Kernel, Unlowerable } from "../kernel.js";
import { type Spec, sameShape, type Value } from "../recording/value.js";
import { type Lowered, type Lowering, withRank } from "./lowering.js";

/** A graph of operators on one tensor, or several that are aligned already. */
type Formula = (lowering: Lowering, ...operands: string[]) => string;

/** A function of each number of x. */
export function unary<Attrs = object>(
  name: string,
  formula: (lowering: Lowering, x: string, attrs: Attrs) => string,
): Kernel {
  return defineKernel<{ x: Value }, Attrs>({
    name,
    infer: ({ inputs: { x } }) => {
      expectType(name, x, ["float32"]);
      return [{ shape: x.shape, dtype: x.dtype }];
    },
    lower: ({ inputs: { x }, attrs }, lowering) => {
      const held = lowering.held(x);
      return [{ ...held, name: formula(lowering, held.name, attrs) }];
    },
  });
}

/** A function for which ONNX has an operator. */
export function unaryOperator(name: string, opType = name): Kernel {
  return unary(name, ({ graph }, x) => graph.node(opType, [x]));
}

/** An ONNX operator with tfjs's meaning. */
export function operator(opType: string, attributes?: Attributes): Formula {
  return ({ graph }, ...operands) => graph.node(opType, operands, attributes);
}

/** A function of two numbers, broadcast. Without `result` it has the type of its operands. */
export function binary(
  name: string,
  formula: Formula,
  {
    types = ["float32", "int32"],
    result,
  }: { types?: Value["dtype"][]; result?: Value["dtype"] } = {},
): Kernel {
  return defineKernel<{ a: Value; b: Value }>({
    name,
    infer: ({ inputs: { a, b } }) => {
      for (const operand of [a, b]) expectType(name, operand, types);
      if (a.dtype !== b.dtype) throw new Unlowerable(`${name} of ${a.dtype} and ${b.dtype}`);
      return [{ shape: broadcastShape([a, b]), dtype: result ?? a.dtype }];
    },
    lower: ({ inputs: { a, b } }, lowering) => [applied(lowering, [a, b], formula)],
  });
}

/** A formula of several values, broadcast; the first that is held with its channels first decides the order of axes. */
export function applied(lowering: Lowering, values: Value[], formula: Formula): Lowered {
  const held = values.map((value) => lowering.held(value));
  const rank = Math.max(...held.map(({ shape }) => shape.length));
  const first = rank === 4 && held.some(({ channelsFirst }) => channelsFirst);
  const operands = held.map((each) =>
    first ? toChannelsFirst(lowering, each) : lowering.turnedPlain(each),
  );
  return {
    name: formula(lowering, ...operands.map(({ name }) => name)),
    shape: operands.map(({ shape }) => shape).reduce(broadcast),
    channelsFirst: first,
  };
}

/** A single number fits any order of axes. */
function toChannelsFirst(lowering: Lowering, held: Lowered): Lowered {
  return held.shape.length === 0 ? held : lowering.turnedChannelsFirst(held);
}

export function broadcastShape(values: Spec[]): number[] {
  return values.map(({ shape }) => shape).reduce(broadcast);
}

export function expectType(kernel: string, { dtype }: Spec, types: Value["dtype"][]): void {
  if (!types.includes(dtype)) throw new Unlowerable(`${kernel} of ${dtype}`);
}

function broadcast(a: number[], b: number[]): number[] {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  return backend_util.assertAndGetBroadcastShape(withRank(a, rank), withRank(b, rank));
}
