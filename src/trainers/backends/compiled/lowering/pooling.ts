import { backend_util } from "@tensorflow/tfjs-core";
import { defineKernel, type Kernel } from "../kernel.js";
import type { Spec, Value } from "../recording/value.js";
import { type ConvolutionInfo, windowOf } from "./convolution.js";
import { transposedConvolution } from "./convolution-gradient.js";
import { expectType } from "./elementwise.js";
import { channelsFirst, type Lowered, type Lowering } from "./lowering.js";
import { toFirstLargest } from "./taps.js";

interface PoolingAttrs {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: "same" | "valid" | number | backend_util.ExplicitPadding;
  dimRoundingMode?: "floor" | "round" | "ceil";
}

/** The largest or the mean number of each window of an image, and what their gradients mean for the image. */
export const pooling: Kernel[] = [
  /** Its second output, of our own, is where each largest number was: its position in [n, channels, height, width]. */
  defineKernel<{ x: Value }, PoolingAttrs>({
    name: "MaxPool",
    infer: ({ inputs: { x }, attrs }) => {
      const { outShape } = infoOf(x, attrs);
      return [
        { shape: outShape, dtype: x.dtype },
        { shape: outShape, dtype: "int32" },
      ];
    },
    lower: ({ inputs: { x }, attrs, outputs: [, positions] }, lowering) => {
      const hasPositions = positions && lowering.isUsed(positions) && !lowering.basic;
      const count = hasPositions ? 2 : 1;
      return maxPool(lowering, x, infoOf(x, attrs), count);
    },
  }),
  defineKernel<{ dy: Value; input: Value; positions: Value }, PoolingAttrs>({
    name: "MaxPoolGrad",
    infer: ({ inputs: { input } }) => [input],
    lower: ({ inputs: { dy, input, positions }, attrs }, lowering) => [
      maxPoolGradient(lowering, { dy, input, positions }, infoOf(input, attrs)),
    ],
  }),
  defineKernel<{ x: Value }, PoolingAttrs>({
    name: "AvgPool",
    infer: ({ inputs: { x }, attrs }) => [{ shape: infoOf(x, attrs).outShape, dtype: x.dtype }],
    lower: ({ inputs: { x }, attrs }, lowering) => {
      const info = infoOf(x, attrs);
      const { dilations: _, ...window } = windowOf(info);
      const name = lowering.graph.node("AveragePool", [lowering.channelsFirst(x)], window);
      return [channelsFirst(name, info.outShape)];
    },
  }),
  defineKernel<{ dy: Value; input: Value }, PoolingAttrs>({
    name: "AvgPoolGrad",
    infer: ({ inputs: { input } }) => [input],
    lower: ({ inputs: { dy, input }, attrs }, lowering) => [
      averagePoolGradient(lowering, dy, infoOf(input, attrs)),
    ],
  }),
];

function infoOf(x: Spec, { filterSize, strides, pad, dimRoundingMode }: PoolingAttrs) {
  expectType("pooling", x, ["float32"]);
  const shape = x.shape as [number, number, number, number];
  return backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
}

function maxPool(lowering: Lowering, x: Value, info: ConvolutionInfo, outputs: number): Lowered[] {
  const images = lowering.channelsFirst(x);
  const names = lowering.graph.nodes("MaxPool", [images], windowOf(info), outputs);
  return names.map((name) => channelsFirst(name, info.outShape));
}

/** Each window's gradient goes to the number that was its largest, the first of equals. */
function maxPoolGradient(
  lowering: Lowering,
  { dy, input, positions }: Record<"dy" | "input" | "positions", Value>,
  info: ConvolutionInfo,
): Lowered {
  const { graph } = lowering;
  const { batchSize: n, inChannels: c, inHeight: h, inWidth: w } = info;
  const gradient = lowering.channelsFirst(dy);
  if (lowering.basic) {
    const largest = lowering.channelsFirst(largestAt(positions));
    return channelsFirst(toFirstLargest(lowering, { input, largest, gradient }, info), input.shape);
  }
  const at = lowering.held(positions).name;
  if (!overlaps(info) && info.padInfo.type === "VALID") {
    const { kernel_shape, strides } = windowOf(info);
    const name = graph.node("MaxUnpool", [gradient, at, graph.indices([n, c, h, w])], {
      kernel_shape,
      strides,
    });
    return channelsFirst(name, input.shape);
  }
  const zeros = graph.node("ConstantOfShape", [graph.indices([n * c * h * w])]);
  const sums = graph.node(
    "ScatterElements",
    [zeros, lowering.reshape(at, [-1]), lowering.reshape(gradient, [-1])],
    { reduction: { s: "add" } },
  );
  return channelsFirst(lowering.reshape(sums, [n, c, h, w]), input.shape);
}

/** The first output of the pooling whose second these are. */
function largestAt({ id, source }: Value): Value {
  const largest = source.kind === "operation" ? source.operation.outputs[0] : undefined;
  if (largest) return largest;
  throw new Error(`value ${id}: expected the positions that a pooling found`);
}

function overlaps(info: ConvolutionInfo): boolean {
  return info.filterHeight > info.strideHeight || info.filterWidth > info.strideWidth;
}

/**
 * Each place of a window gets an equal share of its gradient. Padding has no share, as it has none in the average; tfjs's own kernels
 * give it one, so that their gradient is too small at the border.
 */
function averagePoolGradient(lowering: Lowering, dy: Value, info: ConvolutionInfo): Lowered {
  const { batchSize: n, inChannels: c, outHeight, outWidth, filterHeight, filterWidth } = info;
  const { graph } = lowering;
  const shares = graph.node("Mul", [lowering.channelsFirst(dy), sharesOf(lowering, info)]);
  const flat = lowering.reshape(shares, [n * c, 1, outHeight, outWidth]);
  const ones = graph.floats(Array(filterHeight * filterWidth).fill(1), [
    1,
    1,
    filterHeight,
    filterWidth,
  ]);
  const name = transposedConvolution(lowering, flat, ones, info, 1);
  return channelsFirst(lowering.reshape(name, [n, c, info.inHeight, info.inWidth]), info.inShape);
}

/** For each window one over the number of its places that are not padding, [1, 1, height, width]. */
function sharesOf({ graph }: Lowering, info: ConvolutionInfo): string {
  const { outHeight, outWidth, padInfo } = info;
  const rows = Array.from({ length: outHeight }, (_, y) =>
    inside(y * info.strideHeight - padInfo.top, info.filterHeight, info.inHeight),
  );
  const columns = Array.from({ length: outWidth }, (_, x) =>
    inside(x * info.strideWidth - padInfo.left, info.filterWidth, info.inWidth),
  );
  const shares = rows.flatMap((row) => columns.map((column) => 1 / (row * column)));
  return graph.floats(shares, [1, 1, outHeight, outWidth]);
}

function inside(from: number, length: number, side: number): number {
  return Math.min(from + length, side) - Math.max(from, 0);
}
