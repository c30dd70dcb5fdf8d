import type { Value } from "../recording/value.js";
import { convolveBlocks, fitsBlocks, inBlocks, toBlocks } from "./blocked.js";
import type { ConvolutionInfo } from "./convolution.js";
import { firstLines, pad } from "./lines.js";
import type { Lowering } from "./lowering.js";

const FEW_PRODUCTS = 16; // channels × places of a filter below which gathering what they see is cheaper than the blocks

export type BlockedInfo = ConvolutionInfo & { blockSize: number };

/** Do the images of a batch come in whole blocks, and the filters nearly, and are there enough products to be worth it? */
export function fitsFilterGradient(
  blockSize: number | null,
  { batchSize, outChannels, inChannels, filterHeight, filterWidth }: ConvolutionInfo,
): blockSize is number {
  if (!fitsBlocks(blockSize, batchSize, outChannels) || batchSize % blockSize > 0) return false;
  return inChannels * filterHeight * filterWidth >= FEW_PRODUCTS;
}

/**
 * dW[i, j, c, f] = Σ over images and places of x, shifted by (i, j), times dy, as one blocked convolution that exchanges the roles:
 * the images of the batch are its channels, which it sums over, dy is its filter, and the strides are its dilations. Channels of x lie
 * side by side in each row: places (j, c) are neighbours, so that rows are long enough for its vectors, and a shift by one
 * column is a dilation by as many places as there are channels.
 */
export function blockedFilterGradient(
  lowering: Lowering,
  x: Value,
  dy: Value,
  info: BlockedInfo,
): string {
  const { graph } = lowering;
  const { blockSize, inChannels, outChannels, filterHeight, filterWidth } = info;
  const beside = channelsBeside(info);
  const images = toBlocks(graph, rowsOfChannels(lowering, x, info));
  const result = convolveBlocks(graph, [images, gradientAsFilter(lowering, dy, info)], {
    kernel_shape: { ints: [info.outHeight, info.outWidth] },
    dilations: { ints: [info.strideHeight, info.strideWidth * beside] },
  });
  const of = placesOf(info);
  const filters = inBlocks(blockSize, outChannels);
  const [groups, blocks] = [inChannels / beside, filters / blockSize];
  const places = lowering.reshape(result, [
    ...[groups, blocks, of.height, of.width, beside, blockSize],
  ]);
  const isWhole = of.height === filterHeight && of.width === filterWidth;
  const filterPlaces = new Map([
    [2, filterHeight],
    [3, filterWidth],
  ]);
  const seen = isWhole ? places : firstLines(lowering, places, filterPlaces);
  const turned = graph.node("Transpose", [seen], { perm: { ints: [2, 3, 0, 4, 1, 5] } });
  const whole = lowering.reshape(turned, [filterHeight, filterWidth, inChannels, filters]);
  return filters === outChannels ? whole : firstLines(lowering, whole, new Map([[3, outChannels]]));
}

/** How many channels lie side by side: a block, as the images are held for the forward convolution, or all. */
function channelsBeside({ inChannels, blockSize }: BlockedInfo): number {
  return inChannels % blockSize === 0 ? blockSize : inChannels;
}

/** Padded images as [channels / beside, n, height, width · beside]. */
function rowsOfChannels(lowering: Lowering, x: Value, info: BlockedInfo): string {
  const { batchSize: n, inChannels, inHeight, inWidth, blockSize } = info;
  const { top, left, bottom, right } = info.padInfo;
  const beside = channelsBeside(info);
  const held =
    beside === blockSize ? toBlocks(lowering.graph, lowering.channelsFirst(x)) : lowering.plain(x);
  const rows = lowering.reshape(held, [n, inChannels / beside, inHeight, inWidth * beside]);
  const padded = pad(lowering, rows, [0, 0, top, left * beside, 0, 0, bottom, right * beside]);
  return lowering.graph.node("Transpose", [padded], { perm: { ints: [1, 0, 2, 3] } });
}

/** dy as the filter of a blocked convolution, [f / b, n / b, height, width, b of n, b of f], under the name [f, n, height, width]. */
function gradientAsFilter(lowering: Lowering, dy: Value, info: BlockedInfo): string {
  const { graph } = lowering;
  const { blockSize: b, batchSize: n, outChannels, outHeight, outWidth } = info;
  const f = inBlocks(b, outChannels);
  const blocked = toBlocks(graph, lowering.channelsFirst(dy));
  const blocks = lowering.reshape(blocked, [n / b, b, f / b, outHeight * outWidth, b]);
  const turned = graph.node("Transpose", [blocks], { perm: { ints: [2, 0, 3, 1, 4] } });
  return lowering.reshape(turned, [f, n, outHeight, outWidth]);
}

/** Shifts for which dy lies within the padded images: more than the filter has where strides leave a rest. */
function placesOf(info: ConvolutionInfo) {
  const { top, left, bottom, right } = info.padInfo;
  return {
    height: info.inHeight + top + bottom - (info.outHeight - 1) * info.strideHeight,
    width: info.inWidth + left + right - (info.outWidth - 1) * info.strideWidth,
  };
}
