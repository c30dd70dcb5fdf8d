/** A window's places, one by one, where a GPU has no operator that does it in one. */
import { ELEMENT_TYPES } from "../graph/onnx-format.js";
import type { Value } from "../recording/value.js";
import type { ConvolutionInfo } from "./convolution.js";
import { transposedConvolution } from "./convolution-gradient.js";
import { seenThrough } from "./filter-gradient.js";
import { concat } from "./lines.js";
import type { Lowering } from "./lowering.js";

const LOWEST = -3.4028234663852886e38; // the smallest float: no number of an image is below it

/**
 * Each window's gradient at the place of its largest number, the first of equals, [n, channels, height, width]. `largest` and
 * `gradient`: [n, channels, outHeight, outWidth].
 */
export function toFirstLargest(
  lowering: Lowering,
  { input, largest, gradient }: { input: Value; largest: string; gradient: string },
  info: ConvolutionInfo,
): string {
  const { graph } = lowering;
  const { top, left, bottom, right } = info.padInfo;
  const pads = graph.indices([0, 0, top, left, 0, 0, bottom, right]);
  const images = graph.node("Pad", [
    lowering.channelsFirst(input),
    pads,
    graph.floats([LOWEST], []),
  ]);
  let free = lowering.scalar(1); // 1 where none of the places before was the largest
  const shares = placesOf(info).map((place) => {
    const equal = graph.node("Equal", [seenThrough(lowering, images, place, info), largest]);
    const number = graph.node("Cast", [equal], { to: { i: ELEMENT_TYPES.float32 } });
    const first = graph.node("Mul", [number, free]);
    free = graph.node("Sub", [free, first]);
    return graph.node("Mul", [first, gradient]);
  });
  return putBack(lowering, shares, info);
}

/**
 * The gradient of a depthwise convolution for its images: each place's filter times dy. `filters`: [channels · multiplier, 1, height,
 * width]; `gradient`: [n, channels · multiplier, outHeight, outWidth].
 */
export function throughFilters(
  lowering: Lowering,
  { filters, gradient }: { filters: string; gradient: string },
  info: ConvolutionInfo,
): string {
  const { graph } = lowering;
  const { batchSize: n, inChannels: c, outHeight, outWidth } = info;
  const multiplier = info.outChannels / c;
  const dy = lowering.reshape(gradient, [n, c, multiplier, outHeight, outWidth]);
  const places = lowering.reshape(filters, [1, c, multiplier, -1]);
  const shares = placesOf(info).map((_, place) => {
    const range = [place, place + 1, 3].map((number) => graph.indices([number]));
    const factor = lowering.reshape(graph.node("Slice", [places, ...range]), [
      1,
      c,
      multiplier,
      1,
      1,
    ]);
    const products = graph.node("Mul", [dy, factor]);
    return graph.node("ReduceSum", [products, graph.indices([2])], { keepdims: { i: 0 } });
  });
  return putBack(lowering, shares, info);
}

function placesOf({ filterHeight, filterWidth }: ConvolutionInfo): { i: number; j: number }[] {
  return Array.from({ length: filterHeight * filterWidth }, (_, place) => ({
    i: Math.floor(place / filterWidth),
    j: place % filterWidth,
  }));
}

/** For each place [n, channels, outHeight, outWidth] → their sums where they lie in the images, [n, channels, height, width]. */
function putBack(lowering: Lowering, shares: readonly string[], info: ConvolutionInfo): string {
  const { batchSize: n, inChannels: c, filterHeight, filterWidth, outHeight, outWidth } = info;
  const stacked = concat(
    lowering,
    shares.map((share) => lowering.reshape(share, [n * c, 1, outHeight, outWidth])),
    1,
  );
  const count = shares.length;
  const one = Array.from({ length: count ** 2 }, (_, i) => (i % (count + 1) === 0 ? 1 : 0));
  const filters = lowering.graph.floats(one, [count, 1, filterHeight, filterWidth]);
  const images = transposedConvolution(lowering, stacked, filters, info, 1);
  return lowering.reshape(images, [n, c, info.inHeight, info.inWidth]);
}
