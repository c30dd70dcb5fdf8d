import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { type Chunk, forEachChunk } from "./canvas.js";
import { PANEL } from "./contraction-code.js";
import { type Convolution, outputPixels, windowSteps } from "./convolution.js";
import { FLOAT, floatsOf, withScratch } from "./heap.js";
import { loopsOf } from "./loops.js";
import { packPanels, panelsOf, trimColumns, wholeColumns } from "./panels.js";

const BLOCK_BYTES = 24 * 1024; // of input and output gradient together: stay in the first-level cache

/**
 * The gradient of a filter (filter row, filter column, channel, output channel), which is written to `gradient`: each of
 * its elements sums, over all output pixels, one element of the window times the output's gradient.
 */
export function filterGradient(
  backend: BackendWasm,
  convolution: Convolution,
  dy: number,
  gradient: number,
): void {
  const { filterHeight, filterWidth, images, outChannels } = convolution;
  const rows = filterHeight * filterWidth * images.channels;
  const columns = wholeColumns(outChannels);
  const whole = columns === outChannels;
  withScratch(backend, [whole ? 0 : rows * columns], (scratch = 0) => {
    const sums = whole ? gradient : scratch;
    floatsOf(backend).fill(0, sums / FLOAT, sums / FLOAT + rows * columns);
    forEachChunk(backend, images, convolution.canvas, (chunk) =>
      addChunk(backend, convolution, chunk, dy, sums),
    );
    if (!whole) {
      const size = { count: rows, width: outChannels };
      trimColumns(floatsOf(backend), sums / FLOAT, gradient / FLOAT, size);
    }
  });
}

/** The output's gradient of a chunk, as the right side of the product. */
interface Right {
  address: number;
  step: number;
  panel: number;
}

function addChunk(
  backend: BackendWasm,
  convolution: Convolution,
  chunk: Chunk,
  dy: number,
  sums: number,
): void {
  const { outHeight, outWidth, outChannels } = convolution;
  const pixels = chunk.count * outHeight * outWidth;
  const address = dy + chunk.first * outHeight * outWidth * outChannels * FLOAT;
  if (outChannels % PANEL === 0) {
    const right = { address, step: outChannels * FLOAT, panel: PANEL * FLOAT };
    addBlocks(backend, convolution, chunk, right, sums);
    return;
  }
  withScratch(backend, [pixels * wholeColumns(outChannels)], (panels = 0) => {
    const matrix = {
      at: address / FLOAT,
      steps: pixels,
      columns: outChannels,
      stepStride: outChannels,
      columnStride: 1,
    };
    packPanels(floatsOf(backend), matrix, panels / FLOAT, pixels * PANEL);
    const right = { address: panels, step: PANEL * FLOAT, panel: pixels * PANEL * FLOAT };
    addBlocks(backend, convolution, chunk, right, sums);
  });
}

/** Whole images where several fit into the cache, else some rows of one. */
function addBlocks(
  backend: BackendWasm,
  convolution: Convolution,
  chunk: Chunk,
  right: Right,
  sums: number,
): void {
  const { outHeight, outWidth, outChannels, stride } = convolution;
  const rowBytes = stride[0] * chunk.rowStride + outWidth * outChannels * FLOAT;
  const most = Math.max(1, Math.floor(BLOCK_BYTES / rowBytes));
  const images = Math.max(1, Math.floor(most / outHeight));
  const rows = Math.min(most, outHeight);
  for (let image = 0; image < chunk.count; image += images)
    for (let row = 0; row < outHeight; row += rows)
      addBlock(backend, convolution, chunk, right, sums, {
        image,
        row,
        images: Math.min(images, chunk.count - image),
        rows: Math.min(rows, outHeight - row),
      });
}

interface Block {
  image: number;
  images: number;
  row: number;
  rows: number;
}

function addBlock(
  backend: BackendWasm,
  convolution: Convolution,
  chunk: Chunk,
  right: Right,
  sums: number,
  { image, images, row, rows }: Block,
): void {
  const { outHeight, outWidth, outChannels } = convolution;
  const window = windowSteps(convolution, chunk);
  const pixels = outputPixels(convolution, chunk);
  const sumBytes = wholeColumns(outChannels) * FLOAT;
  const [, middle, inner] = window.counts;
  loopsOf(backend).contract({
    rows: { ...window, c: [middle * inner * sumBytes, inner * sumBytes, sumBytes] },
    steps: { counts: [images, rows, outWidth], a: pixels.a },
    panels: panelsOf(outChannels),
    a: chunk.address + image * pixels.a[0] + row * pixels.a[1],
    b: right.address + (image * outHeight + row) * outWidth * right.step,
    bStep: right.step,
    bPanel: right.panel,
    c: sums,
    init: null,
    initPanel: 0,
  });
}
