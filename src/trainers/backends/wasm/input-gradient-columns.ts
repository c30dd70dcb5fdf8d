import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { CHUNK_BYTES } from "./canvas.js";
import type { Convolution, InputGradient } from "./convolution.js";
import { FLOAT, floatsOf, withScratch } from "./heap.js";
import { multiplyMatrices } from "./matrix-product.js";

/**
 * For few channels, which would leave most of a panel empty: one product gives what every output pixel gives to all elements
 * of its window, and these are then added up ("col2im").
 */
export function gradientByColumns(backend: BackendWasm, gradient: InputGradient): void {
  const { convolution, dx } = gradient;
  const { images, outHeight, outWidth, filterHeight, filterWidth } = convolution;
  const windowSize = filterHeight * filterWidth * images.channels;
  const pixels = images.count * outHeight * outWidth;
  const imageSize = images.height * images.width * images.channels;
  const most = Math.min(pixels, Math.max(1, Math.floor(CHUNK_BYTES / FLOAT / windowSize)));
  const start = dx / FLOAT;
  floatsOf(backend).fill(0, start, start + images.count * imageSize);
  withScratch(backend, [most * windowSize], (windows = 0) => {
    for (let first = 0; first < pixels; first += most) {
      const count = Math.min(most, pixels - first);
      multiplyWindows(backend, gradient, { first, count, windowSize, windows });
      addWindows(floatsOf(backend), convolution, { first, count, windowSize, windows }, start);
    }
  });
}

/** Consecutive output pixels, and the address of their windows. */
interface Windows {
  first: number;
  count: number;
  windowSize: number;
  windows: number;
}

function multiplyWindows(
  backend: BackendWasm,
  { convolution: { outChannels }, filter, dy }: InputGradient,
  { first, count, windowSize, windows }: Windows,
): void {
  multiplyMatrices(backend, {
    m: count,
    k: outChannels,
    n: windowSize,
    a: dy + first * outChannels * FLOAT,
    aRow: outChannels,
    aStep: 1,
    b: filter,
    bStep: 1,
    bColumn: outChannels,
    c: windows,
  });
}

function addWindows(
  floats: Float32Array,
  convolution: Convolution,
  { first, count, windowSize, windows }: Windows,
  dx: number,
): void {
  const { outHeight, outWidth } = convolution;
  for (let pixel = first; pixel < first + count; pixel++) {
    const column = pixel % outWidth;
    const row = Math.floor(pixel / outWidth) % outHeight;
    const image = Math.floor(pixel / (outWidth * outHeight));
    const from = windows / FLOAT + (pixel - first) * windowSize;
    addWindow(floats, convolution, image, row, column, from, dx);
  }
}

function addWindow(
  floats: Float32Array,
  { images, canvas, stride, filterHeight, filterWidth }: Convolution,
  image: number,
  row: number,
  column: number,
  from: number,
  dx: number,
): void {
  const { height, width, channels } = images;
  const left = column * stride[1] - canvas.left;
  const firstTap = Math.max(0, -left);
  const length = (Math.min(filterWidth, width - left) - firstTap) * channels;
  for (let i = 0; i < filterHeight; i++) {
    const y = row * stride[0] - canvas.top + i;
    if (y < 0 || y >= height) continue;
    const at = from + (i * filterWidth + firstTap) * channels;
    const to = dx + ((image * height + y) * width + left + firstTap) * channels;
    for (let e = 0; e < length; e++)
      floats[to + e] = (floats[to + e] as number) + (floats[at + e] as number);
  }
}
