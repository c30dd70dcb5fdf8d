import { backend_util } from "@tensorflow/tfjs-core";
import { defineKernel, type Kernel, Unlowerable } from "../kernel.js";
import type { Value } from "../recording/value.js";
import { activated, checkFused, type FusedActivation } from "./activation.js";
import { blockedConvolution, blockedFilter, fitsBlocks } from "./blocked.js";
import { expectType } from "./elementwise.js";
import { channelsFirst, type Lowering } from "./lowering.js";

/** Convolutions of images [n, height, width, channels] with filters [height, width, channels, filters]. */
export const convolution: Kernel[] = [
  defineKernel<{ x: Value; filter: Value }, ConvolutionAttrs>({
    name: "Conv2D",
    infer: ({ inputs, attrs }) => inferConvolution(inputs.x, inputs.filter, attrs),
    lower: ({ inputs: { x, filter }, attrs }, lowering) => {
      const info = infoOf(x.shape, filter.shape, attrs);
      return [channelsFirst(convolved(lowering, x, filter, info), info.outShape)];
    },
  }),
  defineKernel<
    { x: Value; filter: Value; bias?: Value | null; preluActivationWeights?: Value | null },
    ConvolutionAttrs & FusedActivation
  >({
    name: "FusedConv2D",
    infer: ({ inputs, attrs }) => {
      checkFused(attrs);
      return inferConvolution(inputs.x, inputs.filter, attrs);
    },
    lower: ({ inputs: { x, filter, bias }, attrs }, lowering) => {
      const info = infoOf(x.shape, filter.shape, attrs);
      const vector = bias ? lowering.reshape(lowering.plain(bias), [info.outChannels]) : undefined;
      const name = convolved(lowering, x, filter, info, vector);
      return [activated(lowering, channelsFirst(name, info.outShape), attrs)];
    },
  }),
];

export interface ConvolutionAttrs {
  strides: number | [number, number];
  pad: "same" | "valid" | number | backend_util.ExplicitPadding;
  dataFormat?: "NHWC" | "NCHW";
  /** Some layers pass null for none. */
  dilations?: number | [number, number] | null;
  dimRoundingMode?: "floor" | "round" | "ceil";
}

export type ConvolutionInfo = backend_util.Conv2DInfo;

/** Everything that follows from the shapes. `depthwise`: the filter is [height, width, channels, multiplier]. */
export function infoOf(
  images: number[],
  filter: number[],
  { strides, pad, dataFormat = "NHWC", dilations, dimRoundingMode }: ConvolutionAttrs,
  depthwise = false,
): ConvolutionInfo {
  if (dataFormat !== "NHWC") throw new Unlowerable(`images in the order ${dataFormat}`);
  const info = backend_util.computeConv2DInfo(
    images as [number, number, number, number],
    filter as [number, number, number, number],
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    depthwise,
  );
  if (typeof pad === "number" && !isSquare(info))
    throw new Unlowerable("a window that is not square, padded by a number"); // tfjs takes its height for its width
  return info;
}

function isSquare({ filterHeight, filterWidth, strideHeight, strideWidth }: ConvolutionInfo) {
  return filterHeight === filterWidth && strideHeight === strideWidth;
}

/** `filter` is [filters, channels of a group, height, width]. */
export function convolve(
  lowering: Lowering,
  x: Value,
  filter: string,
  info: ConvolutionInfo,
  bias?: string,
  groups = 1,
): string {
  const inputs = [lowering.channelsFirst(x), filter, ...(bias === undefined ? [] : [bias])];
  return lowering.graph.node("Conv", inputs, { ...windowOf(info), group: { i: groups } });
}

/** How ONNX describes where the window moves. */
export function windowOf(info: ConvolutionInfo) {
  const { top, left, bottom, right } = info.padInfo;
  return {
    kernel_shape: { ints: [info.filterHeight, info.filterWidth] },
    strides: { ints: [info.strideHeight, info.strideWidth] },
    dilations: { ints: [info.dilationHeight, info.dilationWidth] },
    pads: { ints: [top, left, bottom, right] },
  };
}

function inferConvolution(x: Value, filter: Value, attrs: ConvolutionAttrs) {
  expectType("Conv2D", x, ["float32"]);
  return [{ shape: infoOf(x.shape, filter.shape, attrs).outShape, dtype: x.dtype }];
}

function convolved(
  lowering: Lowering,
  x: Value,
  filter: Value,
  info: ConvolutionInfo,
  bias?: string,
): string {
  const { graph, blockSize } = lowering;
  const { inChannels, outChannels } = info;
  if (!fitsBlocks(blockSize, inChannels, outChannels))
    return convolve(lowering, x, oihw(lowering, filter), info, bias);
  const shape = info.filterShape as [number, number, number, number];
  return blockedConvolution(graph, {
    blockSize,
    images: lowering.channelsFirst(x),
    filter: blockedFilter(graph, lowering.plain(filter), { shape, blockSize, out: "b" }),
    bias,
    outChannels,
    attributes: windowOf(info),
  });
}

/** [height, width, in, out] as ONNX has filters, [out, in, height, width]. */
function oihw(lowering: Lowering, filter: Value): string {
  return lowering.graph.node("Transpose", [lowering.plain(filter)], {
    perm: { ints: [3, 2, 0, 1] },
  });
}
