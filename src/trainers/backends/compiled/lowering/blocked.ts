import type { Attributes, GraphBuilder } from "../graph/graph-builder.js";
import { pad } from "./lines.js";

/**
 * Convolutions in the order of numbers in which onnxruntime computes fastest: images [n, channels / b, height, width, b] with as
 * many channels b in a block as its vector instructions take at a time. It turns to that order by itself where filters are
 * constants, which they are not in training. The operators and the order of filters are those of its
 * core/mlas/lib/reorder.cpp and core/optimizer/nchwc_transformer.cc; b depends on the machine: see session/block-size.ts.
 */
const DOMAIN = "com.microsoft.nchwc";

export interface BlockedConvolution {
  blockSize: number;
  /** [n, inChannels, height, width] */
  images: string;
  /** Blocked: see `blockedFilter`. */
  filter: string;
  /** [outChannels] */
  bias?: string | undefined;
  outChannels: number;
  attributes: Attributes;
}

const ALIGNED = 4; // onnxruntime turns channels that are a multiple of it to blocks, and fills the last block with zeros
const MOST_PADDED = 1.5; // products with zeros among them, to products without: blocks are about twice as fast

/** Are both sides' channels worth computing in blocks, the last of them filled with zeros? */
export function fitsBlocks(
  blockSize: number | null,
  inChannels: number,
  outChannels: number,
): blockSize is number {
  if (blockSize === null || inChannels % ALIGNED > 0 || outChannels % ALIGNED > 0) return false;
  const products = inBlocks(blockSize, inChannels) * inBlocks(blockSize, outChannels);
  return products <= MOST_PADDED * inChannels * outChannels;
}

/** How many channels the blocks hold, the zeros among them. */
export function inBlocks(blockSize: number, channels: number): number {
  return Math.ceil(channels / blockSize) * blockSize;
}

/** The result, [n, outChannels, height, width]. */
export function blockedConvolution(
  graph: GraphBuilder,
  { blockSize, images, filter, bias, outChannels, attributes }: BlockedConvolution,
): string {
  const inputs = [toBlocks(graph, images), filter];
  if (bias !== undefined) inputs.push(fillBlocks(graph, bias, blockSize, [outChannels]));
  return fromBlocks(graph, convolveBlocks(graph, inputs, attributes), outChannels);
}

/** The convolution alone: its inputs (images, filter, perhaps a bias) are in blocks, and so is its result. */
export function convolveBlocks(
  graph: GraphBuilder,
  inputs: string[],
  attributes: Attributes,
): string {
  return graph.node("Conv", inputs, attributes, DOMAIN);
}

/** [n, channels, height, width] → [n, channels / b, height, width, b], under the name of [n, channels in blocks, height, width]. */
export function toBlocks(graph: GraphBuilder, images: string): string {
  return graph.node("ReorderInput", [images], {}, DOMAIN);
}

export function fromBlocks(graph: GraphBuilder, blocked: string, channels: number): string {
  return graph.node("ReorderOutput", [blocked], { channels: { i: channels } }, DOMAIN);
}

/** Zeros behind a tensor's channels, up to whole blocks; `channels` of each axis, 0 of one that has none. */
function fillBlocks(
  graph: GraphBuilder,
  tensor: string,
  blockSize: number,
  channels: readonly number[],
): string {
  const after = channels.map((count) => inBlocks(blockSize, count) - count);
  return pad({ graph }, tensor, [...after.map(() => 0), ...after]);
}

/**
 * A filter [height, width, a, b] as [out / block, in / block, height, width, in of the block, out of the block], under the name
 * of the shape [out, in, height, width], both in blocks. tfjs has b for out; in the gradient for the images it is a.
 */
export function blockedFilter(
  graph: GraphBuilder,
  filter: string,
  {
    shape: [height, width, a, b],
    blockSize,
    out,
  }: { shape: [number, number, number, number]; blockSize: number; out: "a" | "b" },
): string {
  const whole = fillBlocks(graph, filter, blockSize, [0, 0, a, b]);
  const [wholeA, wholeB] = [inBlocks(blockSize, a), inBlocks(blockSize, b)];
  const parts = graph.indices([
    ...[height, width, wholeA / blockSize, blockSize, wholeB / blockSize, blockSize],
  ]);
  const blocks = graph.node("Reshape", [whole, parts]);
  const perm = out === "b" ? [4, 2, 0, 1, 3, 5] : [2, 4, 0, 1, 5, 3];
  const turned = graph.node("Transpose", [blocks], { perm: { ints: perm } });
  const shape = out === "b" ? [wholeB, wholeA, height, width] : [wholeA, wholeB, height, width];
  return graph.node("Reshape", [turned, graph.indices(shape)]);
}
