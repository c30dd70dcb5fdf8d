import type { Recorder } from "./recorder.js";
import { type Call, isOutputOf, madeBy, sizeOf, type Value } from "./value.js";

/** Our own kernels: batch normalisation by the batch's own statistics, and its gradient in closed form. */
export const BATCH_NORM_TRAINING = "BatchNormTraining";
export const BATCH_NORM_TRAINING_GRAD = "BatchNormTrainingGrad";

type Inputs = Record<"x" | "mean" | "variance" | "scale" | "offset", Value>;

/**
 * tfjs normalises a batch in steps: mean(x), mean((x − mean)²), then FusedBatchNorm with both. One operator does it all, and
 * returns both statistics too, so those two values get it as their source and the steps that led to them fall away.
 */
export function recogniseBatchMoments(recorder: Recorder, call: Call): Value | null {
  const { x, mean, variance, scale, offset } = call.inputs as Inputs;
  const rows = perChannel(x);
  if (!scale || !offset || !isMeanOf(mean, rows) || !isVarianceOf(variance, rows, mean))
    return null;
  const epsilon = (call.attrs as { varianceEpsilon: number }).varianceEpsilon;
  const operation = recorder.operation(BATCH_NORM_TRAINING, {
    inputs: { x: rows, scale, offset },
    attrs: { epsilon },
  });
  const [y] = operation.outputs as [Value];
  operation.outputs = [y, mean, variance];
  mean.source = { kind: "operation", operation, output: 1 };
  variance.source = { kind: "operation", operation, output: 2 };
  return recorder.call("Reshape", { x: y }, { shape: x.shape })[0] ?? null;
}

/** Were these values normalised by statistics of the very batch? */
export function hasBatchMoments(x: Value, variance: Value): boolean {
  const operation = madeBy(variance, BATCH_NORM_TRAINING);
  return (
    operation !== null &&
    isOutputOf(variance, BATCH_NORM_TRAINING, 2) &&
    operation.inputs.x === perChannel(x)
  );
}

/** x before a reshape that left the channels, its last axis, as they are. */
export function perChannel(x: Value): Value {
  const inner = madeBy(x, "Reshape")?.inputs.x as Value | undefined;
  return inner && inner.shape.at(-1) === x.shape.at(-1) ? inner : x;
}

function isMeanOf(mean: Value, x: Value): boolean {
  const operation = madeBy(mean, "Mean");
  return (
    operation?.inputs.x === x && sizeOf(mean.shape) === x.shape.at(-1) && reducesRows(operation, x)
  );
}

function isVarianceOf(variance: Value, x: Value, mean: Value): boolean {
  const squares = madeBy(variance, "Mean");
  const square = squares && madeBy(squares.inputs.x as Value, "Square");
  const difference = square && madeBy(square.inputs.x as Value, "Sub");
  if (!squares || !difference || !reducesRows(squares, x)) return false;
  const { a, b } = difference.inputs as { a: Value; b: Value };
  return a === x && (b === mean || madeBy(b, "Reshape")?.inputs.x === mean);
}

/** Over every axis but the last. */
function reducesRows({ attrs }: Call, x: Value): boolean {
  const { axis } = attrs as { axis: number | number[] };
  const axes = [axis].flat().map((each) => (each < 0 ? each + x.shape.length : each));
  return axes.length === x.shape.length - 1 && !axes.includes(x.shape.length - 1);
}
