import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { FLOAT, floatsOf, withScratch } from "./heap.js";
import { copyRows } from "./panels.js";

/** NHWC images in memory: address in bytes. */
export interface Images {
  address: number;
  count: number;
  height: number;
  width: number;
  channels: number;
}

/** What a convolution reads of an image, zeros around it included, in pixels. */
export interface Canvas {
  height: number;
  width: number;
  /** Where the image begins on it. */
  top: number;
  left: number;
}

/** A few consecutive images on their canvases; strides in bytes. */
export interface Chunk {
  first: number;
  count: number;
  address: number;
  imageStride: number;
  rowStride: number;
}

export const CHUNK_BYTES = 128 * 1024; // stays in the second-level cache while panels pass over it

/** Calls `use` with the images on their canvases, as many at a time as the cache holds. */
export function forEachChunk(
  backend: BackendWasm,
  images: Images,
  canvas: Canvas,
  use: (chunk: Chunk) => void,
): void {
  const area = isImage(images, canvas) ? images : canvas;
  const imageStride = area.height * area.width * images.channels * FLOAT;
  const rowStride = area.width * images.channels * FLOAT;
  const most = Math.min(images.count, Math.max(1, Math.floor(CHUNK_BYTES / imageStride)));
  const size = area === images ? 0 : (most * imageStride) / FLOAT;
  withScratch(backend, [size], (scratch = 0) => {
    if (area === canvas) floatsOf(backend).fill(0, scratch / FLOAT, scratch / FLOAT + size);
    for (let first = 0; first < images.count; first += most) {
      const count = Math.min(most, images.count - first);
      const address = area === images ? images.address + first * imageStride : scratch;
      const chunk = { first, count, address, imageStride, rowStride };
      if (area === canvas) placeImages(backend, images, canvas, chunk);
      use(chunk);
    }
  });
}

/** Nothing around the image is read: it is its own canvas. */
function isImage(images: Images, canvas: Canvas): boolean {
  const { height, width, top, left } = canvas;
  return top === 0 && left === 0 && height <= images.height && width <= images.width;
}

function placeImages(backend: BackendWasm, images: Images, canvas: Canvas, chunk: Chunk): void {
  const { channels, height, width } = images;
  const count = Math.min(height, canvas.height - canvas.top);
  const length = Math.min(width, canvas.width - canvas.left) * channels;
  const row = chunk.rowStride / FLOAT;
  for (let n = 0; n < chunk.count; n++) {
    const from = images.address / FLOAT + (chunk.first + n) * height * width * channels;
    const to = (chunk.address + n * chunk.imageStride) / FLOAT;
    copyRows(
      floatsOf(backend),
      { at: from, stride: width * channels },
      { at: to + canvas.top * row + canvas.left * channels, stride: row },
      { count, width: length },
    );
  }
}
