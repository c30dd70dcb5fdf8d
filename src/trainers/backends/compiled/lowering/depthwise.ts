import { defineKernel, type Kernel } from "../kernel.js";
import type { Value } from "../recording/value.js";
import { activated, checkFused, type FusedActivation } from "./activation.js";
import { type ConvolutionAttrs, type ConvolutionInfo, convolve, infoOf } from "./convolution.js";
import { checkGradient, transposedConvolution } from "./convolution-gradient.js";
import { expectType } from "./elementwise.js";
import { paddedImages, seenThrough } from "./filter-gradient.js";
import { channelsFirst, type Lowering, plain } from "./lowering.js";
import { throughFilters } from "./taps.js";

/** Convolutions of each channel by itself, with filters [height, width, channels, multiplier]. */
export const depthwise: Kernel[] = [
  defineKernel<{ x: Value; filter: Value }, ConvolutionAttrs>({
    name: "DepthwiseConv2dNative",
    infer: ({ inputs, attrs }) => inferDepthwise(inputs.x, inputs.filter, attrs),
    lower: ({ inputs, attrs }, lowering) => [
      lowerDepthwise(lowering, inputs.x, inputs.filter, attrs),
    ],
  }),
  defineKernel<
    { x: Value; filter: Value; bias?: Value | null },
    ConvolutionAttrs & FusedActivation
  >({
    name: "FusedDepthwiseConv2D",
    infer: ({ inputs, attrs }) => {
      checkFused(attrs);
      return inferDepthwise(inputs.x, inputs.filter, attrs);
    },
    lower: ({ inputs: { x, filter, bias }, attrs }, lowering) => [
      activated(lowering, lowerDepthwise(lowering, x, filter, attrs, bias), attrs),
    ],
  }),
  defineKernel<{ dy: Value; filter: Value }, ConvolutionAttrs & { inputShape: number[] }>({
    name: "DepthwiseConv2dNativeBackpropInput",
    infer: ({ inputs: { dy, filter }, attrs }) => {
      const info = infoOf(attrs.inputShape, filter.shape, attrs, true);
      checkGradient("DepthwiseConv2dNativeBackpropInput", dy, info);
      return [{ shape: attrs.inputShape, dtype: dy.dtype }];
    },
    lower: ({ inputs: { dy, filter }, attrs }, lowering) => {
      const info = infoOf(attrs.inputShape, filter.shape, attrs, true);
      const gradient = lowering.channelsFirst(dy);
      const filters = channelFilters(lowering, filter, info);
      const name = lowering.basic
        ? throughFilters(lowering, { filters, gradient }, info)
        : transposedConvolution(lowering, gradient, filters, info, info.inChannels);
      return [channelsFirst(name, attrs.inputShape)];
    },
  }),
  defineKernel<{ x: Value; dy: Value }, ConvolutionAttrs & { filterShape: number[] }>({
    name: "DepthwiseConv2dNativeBackpropFilter",
    infer: ({ inputs: { x, dy }, attrs }) => {
      const info = infoOf(x.shape, attrs.filterShape, attrs, true);
      checkGradient("DepthwiseConv2dNativeBackpropFilter", dy, info);
      return [{ shape: attrs.filterShape, dtype: dy.dtype }];
    },
    lower: ({ inputs: { x, dy }, attrs }, lowering) => {
      const info = infoOf(x.shape, attrs.filterShape, attrs, true);
      return [plain(filterGradient(lowering, x, dy, info), attrs.filterShape)];
    },
  }),
];

function inferDepthwise(x: Value, filter: Value, attrs: ConvolutionAttrs) {
  expectType("DepthwiseConv2dNative", x, ["float32"]);
  return [{ shape: infoOf(x.shape, filter.shape, attrs, true).outShape, dtype: x.dtype }];
}

function lowerDepthwise(
  lowering: Lowering,
  x: Value,
  filter: Value,
  attrs: ConvolutionAttrs,
  bias?: Value | null,
) {
  const info = infoOf(x.shape, filter.shape, attrs, true);
  const filters = channelFilters(lowering, filter, info);
  const vector = bias ? lowering.reshape(lowering.plain(bias), [info.outChannels]) : undefined;
  const name = convolve(lowering, x, filters, info, vector, info.inChannels);
  return channelsFirst(name, info.outShape);
}

/** As ONNX has the filters of groups of one channel: [channels · multiplier, 1, height, width]. */
function channelFilters(lowering: Lowering, filter: Value, info: ConvolutionInfo): string {
  const turned = lowering.graph.node("Transpose", [lowering.plain(filter)], {
    perm: { ints: [2, 3, 0, 1] },
  });
  return lowering.reshape(turned, [info.outChannels, 1, info.filterHeight, info.filterWidth]);
}

/** dW[i, j] = Σ over images and places of x, shifted by (i, j), times dy, for each channel by itself. */
function filterGradient(lowering: Lowering, x: Value, dy: Value, info: ConvolutionInfo): string {
  const { graph } = lowering;
  const { batchSize: n, inChannels: c, outHeight: h, outWidth: w } = info;
  const gradient = lowering.reshape(lowering.channelsFirst(dy), [n, c, info.outChannels / c, h, w]);
  const padded = paddedImages(lowering, x, info);
  const sums: string[] = [];
  for (let i = 0; i < info.filterHeight; i++)
    for (let j = 0; j < info.filterWidth; j++) {
      const seen = seenThrough(lowering, padded, { i, j }, info);
      const product = graph.node("Mul", [lowering.reshape(seen, [n, c, 1, h, w]), gradient]);
      sums.push(
        graph.node("ReduceSum", [product, graph.indices([0, 3, 4])], { keepdims: { i: 0 } }),
      );
    }
  const all = graph.node("Concat", sums, { axis: { i: 0 } });
  return lowering.reshape(all, info.filterShape);
}
