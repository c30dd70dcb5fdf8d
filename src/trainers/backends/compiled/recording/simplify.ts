import { recogniseBatchMoments } from "./batch-moments.js";
import type { Recorder, Simplify } from "./recorder.js";
import { type Call, isSplat, madeBy, type Spec, sameShape, sizeOf, type Value } from "./value.js";

/**
 * Automatic differentiation leaves many multiplications by one and sums with zero behind. A product with zero is taken for zero,
 * also for infinite factors.
 */
export const simplify: Simplify = (recorder, kernel, call) =>
  rules[kernel]?.(recorder, call) ?? null;

type Rule = (recorder: Recorder, call: Call) => Value | null;

const rules: Record<string, Rule> = {
  Identity: (_, call) => one(call, "x"),
  Reshape: (recorder, call) => reshape(recorder, one(call, "x"), (call.attrs as Shaped).shape),
  Cast: cast,
  Fill: (recorder, { attrs }) => {
    const { shape, value, dtype } = attrs as Shaped & { value: number; dtype?: Value["dtype"] };
    return recorder.splat({ shape, dtype: dtype ?? "float32" }, value);
  },
  ZerosLike: (recorder, call) => recorder.splat(one(call, "x"), 0),
  OnesLike: (recorder, call) => recorder.splat(one(call, "x"), 1),
  Neg: (recorder, call) => mapSplat(recorder, one(call, "x"), (number) => -number),
  Multiply: multiply,
  RealDiv: divide,
  Add: add,
  Sub: subtract,
  Sum: sumOfZeros,
  Tile: tile,
  FusedBatchNorm: recogniseBatchMoments,
  MaxPoolGrad: maxPoolGradient,
};

type Shaped = { shape: number[] };

function cast(recorder: Recorder, call: Call): Value | null {
  const x = one(call, "x");
  const { dtype } = call.attrs as { dtype: Value["dtype"] };
  if (dtype === x.dtype) return x;
  if (x.source.kind !== "splat" || dtype !== "float32") return null;
  return recorder.splat({ shape: x.shape, dtype }, x.source.number);
}

function reshape(recorder: Recorder, x: Value, wanted: number[]): Value | null {
  const shape = resolved(wanted, sizeOf(x.shape));
  if (sameShape(shape, x.shape)) return x;
  if (x.source.kind === "splat") return recorder.splat({ shape, dtype: x.dtype }, x.source.number);
  const inner = madeBy(x, "Reshape");
  return inner ? (recorder.call("Reshape", inner.inputs, { shape })[0] ?? null) : null;
}

/** One side may be given as −1: what is left. */
function resolved(shape: number[], size: number): number[] {
  const known = shape.filter((side) => side !== -1).reduce((a, b) => a * b, 1);
  return shape.map((side) => (side === -1 ? size / known : side));
}

function multiply(recorder: Recorder, call: Call): Value | null {
  const [a, b] = [one(call, "a"), one(call, "b")];
  const product = resultOf(recorder, "Multiply", call);
  if (isSplat(a, 0) || isSplat(b, 0)) return recorder.splat(product, 0);
  if (a.source.kind === "splat" && b.source.kind === "splat")
    return recorder.splat(product, Math.fround(a.source.number * b.source.number));
  if (isSplat(b, 1)) return broadcast(recorder, a, product.shape);
  if (isSplat(a, 1)) return broadcast(recorder, b, product.shape);
  return reluGradient(recorder, a, b) ?? reluGradient(recorder, b, a);
}

/** dy · step(x) is what a ReLU lets through of a gradient; its own output tells as well as x, and is alive already. */
function reluGradient(recorder: Recorder, dy: Value, mask: Value): Value | null {
  const step = madeBy(mask, "Step");
  if (!step || (step.attrs as { alpha?: number }).alpha || !sameShape(dy.shape, mask.shape))
    return null;
  const relu = recorder.find("Relu", { inputs: step.inputs, attrs: {} })?.outputs[0];
  return recorder.operation("ReluGrad", {
    inputs: { dy, x: relu ?? one(step, "x") },
    attrs: {},
  }).outputs[0] as Value;
}

function divide(recorder: Recorder, call: Call): Value | null {
  const [a, b] = [one(call, "a"), one(call, "b")];
  if (b.source.kind !== "splat" || b.source.number === 0) return null;
  const quotient = resultOf(recorder, "RealDiv", call);
  if (isSplat(a, 0)) return recorder.splat(quotient, 0);
  if (isSplat(b, 1)) return broadcast(recorder, a, quotient.shape);
  return null;
}

function add(recorder: Recorder, call: Call): Value | null {
  const [a, b] = [one(call, "a"), one(call, "b")];
  const { shape } = resultOf(recorder, "Add", call);
  if (isSplat(b, 0)) return broadcast(recorder, a, shape);
  if (isSplat(a, 0)) return broadcast(recorder, b, shape);
  return null;
}

function subtract(recorder: Recorder, call: Call): Value | null {
  if (!isSplat(one(call, "b"), 0)) return null;
  return broadcast(recorder, one(call, "a"), resultOf(recorder, "Sub", call).shape);
}

function sumOfZeros(recorder: Recorder, call: Call): Value | null {
  if (!isSplat(one(call, "x"), 0)) return null;
  return recorder.splat(resultOf(recorder, "Sum", call), 0);
}

/** Repeating along axes of length 1 is broadcasting. */
function tile(recorder: Recorder, call: Call): Value | null {
  const x = one(call, "x");
  const { reps } = call.attrs as { reps: number[] };
  if (!x.shape.every((side, axis) => side === 1 || reps[axis] === 1)) return null;
  return broadcast(
    recorder,
    x,
    x.shape.map((side, axis) => side * (reps[axis] ?? 1)),
  );
}

function broadcast(recorder: Recorder, x: Value, shape: number[]): Value {
  if (sameShape(x.shape, shape)) return x;
  if (x.source.kind === "splat") return recorder.splat({ ...x, shape }, x.source.number);
  return recorder.operation("BroadcastTo", { inputs: { x }, attrs: { shape } }).outputs[0] as Value;
}

/** The forward pass, when it is asked for them, tells where the largest numbers were. */
function maxPoolGradient(recorder: Recorder, { inputs, attrs }: Call): Value | null {
  const { dy, input } = inputs as { dy: Value; input: Value };
  const [, positions] = recorder.operation("MaxPool", { inputs: { x: input }, attrs }).outputs;
  const gradient = recorder.operation("MaxPoolGrad", { inputs: { dy, input, positions }, attrs });
  return gradient.outputs[0] ?? null;
}

function mapSplat(recorder: Recorder, x: Value, map: (number: number) => number): Value | null {
  return x.source.kind === "splat" ? recorder.splat(x, map(x.source.number)) : null;
}

function resultOf(recorder: Recorder, kernel: string, call: Call): Spec {
  return recorder.infer(kernel, call)[0] as Spec; // these kernels have one output
}

function one({ inputs }: Call, name: string): Value {
  return inputs[name] as Value; // kernels with this input always have it, alone
}
