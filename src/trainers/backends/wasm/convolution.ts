import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { type Canvas, type Chunk, forEachChunk, type Images } from "./canvas.js";
import type { Triple } from "./contraction.js";
import { PANEL } from "./contraction-code.js";
import { FLOAT, floatsOf, withScratch } from "./heap.js";
import { loopsOf } from "./loops.js";
import { panelsOf, trimColumns, wholeColumns } from "./panels.js";

/** A convolution of images by a filter that lies in panels. */
export interface Convolution {
  images: Images;
  canvas: Canvas;
  outHeight: number;
  outWidth: number;
  outChannels: number;
  stride: readonly [number, number];
  dilation: readonly [number, number];
  filterHeight: number;
  filterWidth: number;
}

/** The arrays of an input gradient: addresses. The filter is (filter row, filter column, channel, output channel). */
export interface InputGradient {
  /** Not dilated: tfjs has no gradients of dilated convolutions. */
  convolution: Convolution;
  filter: number;
  dy: number;
  /** Where the result is written: images of the same shape as the convolution's. */
  dx: number;
}

/**
 * Writes NHWC output of `outChannels` to `out`; `filter` has steps (filter row, filter column, channel). `bias` is the address of
 * whole panels, or null.
 */
export function convolve(
  backend: BackendWasm,
  convolution: Convolution,
  filter: number,
  out: number,
  bias: number | null,
): void {
  const { images, outHeight, outWidth, outChannels } = convolution;
  const pixels = images.count * outHeight * outWidth;
  const columns = wholeColumns(outChannels);
  const whole = columns === outChannels;
  withScratch(backend, [whole ? 0 : pixels * columns], (scratch = 0) => {
    const target = whole ? out : scratch;
    forEachChunk(backend, images, convolution.canvas, (chunk) =>
      convolveChunk(backend, convolution, chunk, filter, target, bias),
    );
    if (!whole) {
      const size = { count: pixels, width: outChannels };
      trimColumns(floatsOf(backend), target / FLOAT, out / FLOAT, size);
    }
  });
}

function convolveChunk(
  backend: BackendWasm,
  convolution: Convolution,
  chunk: Chunk,
  filter: number,
  out: number,
  bias: number | null,
): void {
  const { contract, zeros } = loopsOf(backend);
  const { outHeight, outWidth, outChannels } = convolution;
  const pixel = wholeColumns(outChannels) * FLOAT;
  const image = outHeight * outWidth * pixel;
  const steps = windowSteps(convolution, chunk);
  const [, count1, count2] = steps.counts;
  contract({
    rows: { ...outputPixels(convolution, chunk), c: [image, outWidth * pixel, pixel] },
    steps,
    panels: panelsOf(outChannels),
    a: chunk.address,
    b: filter,
    bStep: PANEL * FLOAT,
    bPanel: steps.counts[0] * count1 * count2 * PANEL * FLOAT,
    c: out + chunk.first * image,
    init: bias ?? zeros,
    initPanel: bias === null ? 0 : PANEL * FLOAT,
  });
}

/** The windows' first elements, as a nest over (image, output row, output column). */
export function outputPixels(
  { images, outHeight, outWidth, stride }: Convolution,
  chunk: Chunk,
): { counts: Triple; a: Triple } {
  return {
    counts: [chunk.count, outHeight, outWidth],
    a: [chunk.imageStride, stride[0] * chunk.rowStride, stride[1] * images.channels * FLOAT],
  };
}

/** One window's elements. Those of a row lie side by side, unless the filter is dilated. */
export function windowSteps(
  { images: { channels }, dilation, filterHeight, filterWidth }: Convolution,
  chunk: Chunk,
): { counts: Triple; a: Triple } {
  const row = dilation[0] * chunk.rowStride;
  if (dilation[1] === 1)
    return { counts: [1, filterHeight, filterWidth * channels], a: [0, row, FLOAT] };
  const pixel = dilation[1] * channels * FLOAT;
  return { counts: [filterHeight, filterWidth, channels], a: [row, pixel, FLOAT] };
}
