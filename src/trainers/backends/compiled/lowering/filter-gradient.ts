import type { Value } from "../recording/value.js";
import { blockedFilterGradient, fitsFilterGradient } from "./blocked-filter-gradient.js";
import type { ConvolutionInfo } from "./convolution.js";
import { concat, pad, slide } from "./lines.js";
import type { Lowering } from "./lowering.js";

const SMALL = 64; // places in an image below which a product for each image is not worth its start
const NARROW = 32; // numbers beside each other below which copying them costs more than a product gains

/**
 * dW[i, j] = Σ over images and places of x, shifted by (i, j), times dy, as [height, width, channels, filters]: products of
 * matrices. What all columns j of the filter see of x is gathered once.
 */
export function filterGradient(
  lowering: Lowering,
  x: Value,
  dy: Value,
  info: ConvolutionInfo,
): string {
  const { filterWidth, filterHeight, inChannels, outChannels } = info;
  if (fitsFilterGradient(lowering.blockSize, info))
    return blockedFilterGradient(lowering, x, dy, { ...info, blockSize: lowering.blockSize });
  const rows = formFor(info)(lowering, x, dy, info);
  return lowering.reshape(rows, [filterHeight, filterWidth, inChannels, outChannels]);
}

/** Which is fastest where there are no blocks, measured with onnxruntime 1.30. */
function formFor(info: ConvolutionInfo) {
  if (info.filterWidth * info.inChannels < NARROW) return atOnce;
  const strided = info.strideHeight > 1 || info.strideWidth > 1;
  return strided || info.outHeight * info.outWidth < SMALL ? channelsLast : shifted;
}

/** The whole filter in one product for each image: little is copied where there are few channels. */
function atOnce(lowering: Lowering, x: Value, dy: Value, info: ConvolutionInfo): string {
  const images = paddedImages(lowering, x, info);
  const seen: string[] = [];
  for (let i = 0; i < info.filterHeight; i++)
    for (let j = 0; j < info.filterWidth; j++)
      seen.push(seenThrough(lowering, images, { i, j }, info));
  return sumOfProducts(lowering, concat(lowering, seen, 1), lowering.channelsFirst(dy));
}

/** One product for each row of the filter and each image: dy is shifted by the row, with zeros above and below it. No strides. */
function shifted(lowering: Lowering, x: Value, dy: Value, info: ConvolutionInfo): string {
  const images = paddedImages(lowering, x, info);
  const columns = columnsOf(lowering, images, 3, info);
  const side = concat(lowering, columns, 1);
  const gradient = lowering.channelsFirst(dy);
  const last = info.filterHeight - 1;
  const rows = Array.from({ length: info.filterHeight }, (_, i) =>
    sumOfProducts(lowering, side, pad(lowering, gradient, [0, 0, i, 0, 0, 0, last - i, 0])),
  );
  return concat(lowering, rows, 0);
}

/** One product for each row of the filter, over all images: with channels last, whole runs of numbers are copied. */
function channelsLast(lowering: Lowering, x: Value, dy: Value, info: ConvolutionInfo): string {
  const { top, left, bottom, right } = info.padInfo;
  const images = pad(lowering, lowering.plain(x), [0, top, left, 0, 0, bottom, right, 0]);
  const side = concat(lowering, columnsOf(lowering, images, 2, info), 3);
  const gradient = lowering.reshape(lowering.plain(dy), [-1, info.outChannels]);
  const { outHeight: count, strideHeight: stride } = info;
  const rows = Array.from({ length: info.filterHeight }, (_, i) => {
    const seen = slide(lowering, side, { axis: 1, from: i, count, stride });
    const factor = lowering.reshape(seen, [-1, info.filterWidth * info.inChannels]);
    return lowering.graph.node("Gemm", [factor, gradient], { transA: { i: 1 } });
  });
  return concat(lowering, rows, 0);
}

/** For each column of the filter, the columns of the padded images that it sees; they lie along the axis. */
function columnsOf(
  lowering: Lowering,
  images: string,
  axis: number,
  { filterWidth, outWidth: count, strideWidth: stride }: ConvolutionInfo,
): string[] {
  return Array.from({ length: filterWidth }, (_, from) =>
    slide(lowering, images, { axis, from, count, stride }),
  );
}

/** Over all places of all images: [n, a, height, width] and [n, b, height, width] → [a, b]. */
function sumOfProducts(lowering: Lowering, a: string, b: string): string {
  const { graph } = lowering;
  const [left = "", right = ""] = [a, b].map((each) => lowering.reshape(each, [0, 0, -1])); // 0: as it is
  const turned = graph.node("Transpose", [right], { perm: { ints: [0, 2, 1] } });
  const products = graph.node("MatMul", [left, turned]);
  return graph.node("ReduceSum", [products, graph.indices([0])], { keepdims: { i: 0 } });
}

/** Images [n, channels, height, width] with their padding. */
export function paddedImages(lowering: Lowering, x: Value, info: ConvolutionInfo): string {
  const { top, left, bottom, right } = info.padInfo;
  return pad(lowering, lowering.channelsFirst(x), [0, 0, top, left, 0, 0, bottom, right]);
}

/** What one place (i, j) of the filter sees of padded images, [n, channels, outHeight, outWidth]. */
export function seenThrough(
  lowering: Lowering,
  images: string,
  { i, j }: { i: number; j: number },
  { outHeight, outWidth, strideHeight, strideWidth }: ConvolutionInfo,
): string {
  const rows = { axis: 2, from: i, count: outHeight, stride: strideHeight };
  const columns = { axis: 3, from: j, count: outWidth, stride: strideWidth };
  return slide(lowering, slide(lowering, images, rows), columns);
}
