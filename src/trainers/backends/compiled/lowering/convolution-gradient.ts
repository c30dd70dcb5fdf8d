import { defineKernel, type Kernel, Unlowerable } from "../kernel.js";
import type { Value } from "../recording/value.js";
import { blockedConvolution, blockedFilter, fitsBlocks } from "./blocked.js";
import { type ConvolutionAttrs, type ConvolutionInfo, infoOf, windowOf } from "./convolution.js";
import { expectType } from "./elementwise.js";
import { filterGradient } from "./filter-gradient.js";
import { reversed } from "./lines.js";
import { channelsFirst, type Lowering, plain } from "./lowering.js";
import { stridedInputGradient } from "./strided-input-gradient.js";

/** What a convolution's gradient dy [n, height, width, filters] means for its images and for its filters. */
export const convolutionGradient: Kernel[] = [
  defineKernel<{ dy: Value; filter: Value }, ConvolutionAttrs & { inputShape: number[] }>({
    name: "Conv2DBackpropInput",
    infer: ({ inputs: { dy, filter }, attrs }) => {
      checkGradient("Conv2DBackpropInput", dy, infoOf(attrs.inputShape, filter.shape, attrs));
      return [{ shape: attrs.inputShape, dtype: dy.dtype }];
    },
    lower: ({ inputs: { dy, filter }, attrs }, lowering) => {
      const info = infoOf(attrs.inputShape, filter.shape, attrs);
      const name = inputGradient(lowering, dy, filter, info);
      return [channelsFirst(name, attrs.inputShape)];
    },
  }),
  defineKernel<{ x: Value; dy: Value }, ConvolutionAttrs & { filterShape: number[] }>({
    name: "Conv2DBackpropFilter",
    infer: ({ inputs: { x, dy }, attrs }) => {
      checkGradient("Conv2DBackpropFilter", dy, infoOf(x.shape, attrs.filterShape, attrs));
      return [{ shape: attrs.filterShape, dtype: x.dtype }];
    },
    lower: ({ inputs: { x, dy }, attrs }, lowering) => {
      const info = infoOf(x.shape, attrs.filterShape, attrs);
      return [plain(filterGradient(lowering, x, dy, info), attrs.filterShape)];
    },
  }),
];

export function checkGradient(kernel: string, dy: Value, info: ConvolutionInfo): void {
  expectType(kernel, dy, ["float32"]);
  if (info.dilationHeight !== 1 || info.dilationWidth !== 1)
    throw new Unlowerable(`${kernel} with dilations`);
}

function inputGradient(
  lowering: Lowering,
  dy: Value,
  filter: Value,
  info: ConvolutionInfo,
): string {
  if (isConvolution(lowering, info)) return byConvolution(lowering, dy, filter, info);
  return (
    stridedInputGradient(lowering, dy, filter, info) ?? byTransposition(lowering, dy, filter, info)
  );
}

/** Of strides 1 it is one, too; but without blocks only where it does not mostly multiply padding is that the faster way. */
function isConvolution({ blockSize }: Lowering, info: ConvolutionInfo): boolean {
  if (info.strideHeight > 1 || info.strideWidth > 1) return false;
  if (Math.min(...paddingOfGradient(info)) < 0) return false;
  const keepsSize = info.inHeight === info.outHeight && info.inWidth === info.outWidth;
  return keepsSize || fitsBlocks(blockSize, info.inChannels, info.outChannels);
}

/** Top, left, bottom, right of dy; below zero where the images were padded by more than a filter reaches. */
function paddingOfGradient(info: ConvolutionInfo): number[] {
  const { filterHeight, filterWidth, padInfo } = info;
  const [top, left] = [filterHeight - 1 - padInfo.top, filterWidth - 1 - padInfo.left];
  const bottom = info.inHeight - (info.outHeight + top - filterHeight + 1);
  const right = info.inWidth - (info.outWidth + left - filterWidth + 1);
  return [top, left, bottom, right];
}

/** The gradient of a convolution of stride 1 is a convolution with the filters turned by 180°. */
function byConvolution(
  lowering: Lowering,
  dy: Value,
  filter: Value,
  info: ConvolutionInfo,
): string {
  const { graph, blockSize } = lowering;
  const { filterHeight: kh, filterWidth: kw } = info;
  const turnedRound = reversed(
    lowering,
    lowering.plain(filter),
    new Map([
      [0, kh],
      [1, kw],
    ]),
  );
  const attributes = {
    kernel_shape: { ints: [kh, kw] },
    pads: { ints: paddingOfGradient(info) },
  };
  const images = lowering.channelsFirst(dy);
  const { inChannels, outChannels } = info;
  if (!fitsBlocks(blockSize, inChannels, outChannels)) {
    const iohw = graph.node("Transpose", [turnedRound], { perm: { ints: [2, 3, 0, 1] } });
    return graph.node("Conv", [images, iohw], attributes);
  }
  const shape = info.filterShape as [number, number, number, number];
  const turned = blockedFilter(graph, turnedRound, { shape, blockSize, out: "a" });
  return blockedConvolution(graph, {
    ...{ blockSize, images, filter: turned },
    ...{ outChannels: inChannels, attributes },
  });
}

function byTransposition(
  lowering: Lowering,
  dy: Value,
  filter: Value,
  info: ConvolutionInfo,
): string {
  const oihw = lowering.graph.node("Transpose", [lowering.plain(filter)], {
    perm: { ints: [3, 2, 0, 1] },
  });
  return transposedConvolution(lowering, lowering.channelsFirst(dy), oihw, info, 1);
}

/** ONNX's name for the gradient of a convolution; rows and columns that no window reached are the output padding. */
export function transposedConvolution(
  lowering: Lowering,
  dy: string,
  filter: string,
  info: ConvolutionInfo,
  groups: number,
): string {
  const { padInfo, strideHeight, strideWidth, filterHeight, filterWidth } = info;
  const reachedHeight =
    (info.outHeight - 1) * strideHeight + filterHeight - padInfo.top - padInfo.bottom;
  const reachedWidth =
    (info.outWidth - 1) * strideWidth + filterWidth - padInfo.left - padInfo.right;
  return lowering.graph.node("ConvTranspose", [dy, filter], {
    ...windowOf(info),
    group: { i: groups },
    output_padding: { ints: [info.inHeight - reachedHeight, info.inWidth - reachedWidth] },
  });
}
