import type { Attributes, GraphBuilder } from "../graph/graph-builder.js";

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
  bias?: string | undefined;
  outChannels: number;
  attributes: Attributes;
}

/** Do whole blocks make up both sides' channels? */
export function fitsBlocks(
  blockSize: number | null,
  inChannels: number,
  outChannels: number,
): blockSize is number {
  return blockSize !== null && inChannels % blockSize === 0 && outChannels % blockSize === 0;
}

/** The result, [n, outChannels, height, width]. */
export function blockedConvolution(
  graph: GraphBuilder,
  { images, filter, bias, outChannels, attributes }: BlockedConvolution,
): string {
  const inputs = [toBlocks(graph, images), filter, ...(bias === undefined ? [] : [bias])];
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

/** [n, channels, height, width] → [n, channels / b, height, width, b], under the name of the old shape. */
export function toBlocks(graph: GraphBuilder, images: string): string {
  return graph.node("ReorderInput", [images], {}, DOMAIN);
}

export function fromBlocks(graph: GraphBuilder, blocked: string, channels: number): string {
  return graph.node("ReorderOutput", [blocked], { channels: { i: channels } }, DOMAIN);
}

/**
 * A filter [height, width, a, b] as [out / block, in / block, height, width, in of the block, out of the block], under the name
 * of the shape [out, in, height, width]. tfjs has b for out; in the gradient for the images it is a.
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
  const parts = graph.indices([height, width, a / blockSize, blockSize, b / blockSize, blockSize]);
  const blocks = graph.node("Reshape", [filter, parts]);
  const perm = out === "b" ? [4, 2, 0, 1, 3, 5] : [2, 4, 0, 1, 5, 3];
  const turned = graph.node("Transpose", [blocks], { perm: { ints: perm } });
  const shape = out === "b" ? [b, a, height, width] : [a, b, height, width];
  return graph.node("Reshape", [turned, graph.indices(shape)]);
}
