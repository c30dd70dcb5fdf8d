import { defineKernel, type Kernel, Unlowerable } from "../kernel.js";
import type { Value } from "../recording/value.js";
import { blockedConvolution, blockedFilter, fitsBlocks } from "./blocked.js";
import { type ConvolutionAttrs, type ConvolutionInfo, infoOf, windowOf } from "./convolution.js";
import { expectType } from "./elementwise.js";
import { channelsFirst, type Lowering, plain } from "./lowering.js";

const NARROW = 32; // columns of fewer channels are multiplied all at once: small products do not fill the machine

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
      const gradient = isConvolution(lowering, info) ? byConvolution : byTransposition;
      const name = gradient(lowering, dy, filter, info);
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

/** Of strides 1 it is one, too; but without blocks only where it does not mostly multiply padding is that the faster way. */
function isConvolution({ blockSize }: Lowering, info: ConvolutionInfo): boolean {
  if (info.strideHeight > 1 || info.strideWidth > 1) return false;
  const keepsSize = info.inHeight === info.outHeight && info.inWidth === info.outWidth;
  return keepsSize || fitsBlocks(blockSize, info.inChannels, info.outChannels);
}

/** The gradient of a convolution of stride 1 is a convolution with the filters turned by 180°. */
function byConvolution(
  lowering: Lowering,
  dy: Value,
  filter: Value,
  info: ConvolutionInfo,
): string {
  const { graph, blockSize } = lowering;
  const { filterHeight: kh, filterWidth: kw, padInfo, outHeight, outWidth } = info;
  const reversed = graph.node("Slice", [
    lowering.plain(filter),
    ...[
      [-1, -1],
      [-kh - 1, -kw - 1],
      [0, 1],
      [-1, -1],
    ].map((each) => graph.indices(each)),
  ]);
  const [top, left] = [kh - 1 - padInfo.top, kw - 1 - padInfo.left];
  const bottom = info.inHeight - (outHeight + top - kh + 1);
  const right = info.inWidth - (outWidth + left - kw + 1);
  const attributes = {
    kernel_shape: { ints: [kh, kw] },
    pads: { ints: [top, left, bottom, right] },
  };
  const images = lowering.channelsFirst(dy);
  const { inChannels, outChannels } = info;
  if (!fitsBlocks(blockSize, inChannels, outChannels)) {
    const iohw = graph.node("Transpose", [reversed], { perm: { ints: [2, 3, 0, 1] } });
    return graph.node("Conv", [images, iohw], attributes);
  }
  const shape = info.filterShape as [number, number, number, number];
  const turned = blockedFilter(graph, reversed, { shape, blockSize, out: "a" });
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

/**
 * dW[i, j] = Σ over images and places of x, shifted by (i, j), times dy. The columns of x, shifted by every j, are gathered once;
 * each row i of the filter is then a product of matrices. With strides of 1 the shift by i is cheaper done to dy: zeros above
 * and below it.
 */
function filterGradient(lowering: Lowering, x: Value, dy: Value, info: ConvolutionInfo): string {
  const { graph } = lowering;
  const { filterWidth, filterHeight, inChannels, outChannels } = info;
  const products =
    filterWidth * inChannels < NARROW
      ? [atOnce(lowering, x, dy, info)]
      : rowByRow(lowering, x, dy, info);
  const sums = products.map((product) =>
    graph.node("ReduceSum", [product, graph.indices([0])], { keepdims: { i: 0 } }),
  );
  const all = concat(lowering, sums, 0);
  return lowering.reshape(all, [filterHeight, filterWidth, inChannels, outChannels]);
}

/** [n, filterHeight · filterWidth · channels, filters] */
function atOnce(lowering: Lowering, x: Value, dy: Value, info: ConvolutionInfo): string {
  const columns = shiftedColumns(lowering, x, info);
  const rows = Array.from({ length: info.filterHeight }, (_, i) => row(lowering, columns, i, info));
  return product(lowering, concat(lowering, rows, 1), lowering.channelsFirst(dy));
}

/** For each row of the filter [n, filterWidth · channels, filters]. */
function rowByRow(lowering: Lowering, x: Value, dy: Value, info: ConvolutionInfo): string[] {
  const columns = shiftedColumns(lowering, x, info);
  const gradient = lowering.channelsFirst(dy);
  const last = info.filterHeight - 1;
  return Array.from({ length: info.filterHeight }, (_, i) => {
    if (info.strideHeight > 1) return product(lowering, row(lowering, columns, i, info), gradient);
    const shifted = padded(lowering, gradient, { top: i, left: 0, bottom: last - i, right: 0 });
    return product(lowering, columns, shifted);
  });
}

/** What the filter's columns see of the padded images, one after the other: [n, filterWidth · channels, height, outWidth]. */
function shiftedColumns(lowering: Lowering, x: Value, info: ConvolutionInfo): string {
  const images = paddedImages(lowering, x, info);
  const columns = Array.from({ length: info.filterWidth }, (_, j) =>
    slide(lowering, images, { axis: 3, from: j, count: info.outWidth, stride: info.strideWidth }),
  );
  return concat(lowering, columns, 1);
}

function row(lowering: Lowering, columns: string, i: number, info: ConvolutionInfo): string {
  const { outHeight: count, strideHeight: stride } = info;
  return slide(lowering, columns, { axis: 2, from: i, count, stride });
}

/** Sums over the places: [n, a, height, width] and [n, b, height, width] → [n, a, b]. */
function product(lowering: Lowering, a: string, b: string): string {
  const { graph } = lowering;
  const [left, right] = [a, b].map((images) => lowering.reshape(images, [0, 0, -1])); // 0: as it is
  const turned = graph.node("Transpose", [right as string], { perm: { ints: [0, 2, 1] } });
  return graph.node("MatMul", [left as string, turned]);
}

export function paddedImages(lowering: Lowering, x: Value, info: ConvolutionInfo): string {
  return padded(lowering, lowering.channelsFirst(x), info.padInfo);
}

function padded(
  { graph }: Lowering,
  images: string,
  { top, left, bottom, right }: Record<"top" | "left" | "bottom" | "right", number>,
): string {
  if (top + left + bottom + right === 0) return images;
  return graph.node("Pad", [images, graph.indices([0, 0, top, left, 0, 0, bottom, right])]);
}

/** Every `stride`th line along an axis, `count` of them. */
export function slide(
  { graph }: Lowering,
  images: string,
  { axis, from, count, stride }: { axis: number; from: number; count: number; stride: number },
): string {
  const end = from + (count - 1) * stride + 1;
  const bounds = [[from], [end], [axis], [stride]].map((each) => graph.indices(each));
  return graph.node("Slice", [images, ...bounds]);
}

function concat({ graph }: Lowering, parts: string[], axis: number): string {
  return parts.length === 1
    ? (parts[0] as string)
    : graph.node("Concat", parts, { axis: { i: axis } });
}
