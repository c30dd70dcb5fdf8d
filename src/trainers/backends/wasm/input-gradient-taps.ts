import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { CHUNK_BYTES } from "./canvas.js";
import { PANEL } from "./contraction-code.js";
import type { Convolution, InputGradient } from "./convolution.js";
import { FLOAT, floatsOf, withScratch } from "./heap.js";
import { loopsOf } from "./loops.js";
import { panelsOf, trimColumns, wholeColumns } from "./panels.js";
import { withTapPanels } from "./tap-panels.js";

/**
 * Adds, one tap of the filter after the other, what the gradients of all output pixels give to the input pixels under that
 * tap. Two output pixels never share an input pixel under the same tap, so that a tile of them is summed at once.
 */
export function gradientByTaps(backend: BackendWasm, gradient: InputGradient): void {
  const { convolution } = gradient;
  const sheet = sheetOf(convolution);
  const { count } = convolution.images;
  const most = Math.min(count, Math.max(1, Math.floor(CHUNK_BYTES / (sheet.size * FLOAT))));
  const inOrder = (tap: number) => tap;
  withTapPanels(backend, convolution, gradient.filter, inOrder, (panels) =>
    withScratch(backend, [most * sheet.size], (sums = 0) => {
      for (let first = 0; first < count; first += most) {
        const chunk = { first, count: Math.min(most, count - first), sums };
        floatsOf(backend).fill(0, sums / FLOAT, sums / FLOAT + chunk.count * sheet.size);
        addTaps(backend, gradient, sheet, chunk, panels);
        cropImages(backend, gradient, sheet, chunk);
      }
    }),
  );
}

/** An input image with the padding around it; channels in whole panels. Sizes in pixels and floats. */
interface Sheet {
  height: number;
  width: number;
  columns: number;
  size: number;
}

/** Consecutive images, and the address of the first one's sheet. */
interface SheetChunk {
  first: number;
  count: number;
  sums: number;
}

function sheetOf({ canvas, images }: Convolution): Sheet {
  const height = Math.max(canvas.height, canvas.top + images.height);
  const width = Math.max(canvas.width, canvas.left + images.width);
  const columns = wholeColumns(images.channels);
  return { height, width, columns, size: height * width * columns };
}

function addTaps(
  backend: BackendWasm,
  gradient: InputGradient,
  sheet: Sheet,
  chunk: SheetChunk,
  panels: number,
): void {
  const { filterHeight, filterWidth } = gradient.convolution;
  for (let row = 0; row < filterHeight; row++)
    for (let column = 0; column < filterWidth; column++) {
      const pixel = row * sheet.width + column;
      const sums = chunk.sums + pixel * sheet.columns * FLOAT;
      addTap(backend, gradient, sheet, { ...chunk, sums }, panels, row * filterWidth + column);
    }
}

/** `chunk.sums` is where the tap lies for the first output pixel. */
function addTap(
  backend: BackendWasm,
  { convolution, dy }: InputGradient,
  sheet: Sheet,
  chunk: SheetChunk,
  panels: number,
  tap: number,
): void {
  const { outHeight, outWidth, outChannels, stride, filterHeight, filterWidth } = convolution;
  const pixel = sheet.columns * FLOAT;
  const outPixel = outChannels * FLOAT;
  const outImage = outHeight * outWidth * outPixel;
  loopsOf(backend).contract({
    rows: {
      counts: [chunk.count, outHeight, outWidth],
      a: [outImage, outWidth * outPixel, outPixel],
      c: [sheet.size * FLOAT, stride[0] * sheet.width * pixel, stride[1] * pixel],
    },
    steps: { counts: [1, 1, outChannels], a: [0, 0, FLOAT] },
    panels: panelsOf(convolution.images.channels),
    a: dy + chunk.first * outImage,
    b: panels + tap * outChannels * PANEL * FLOAT,
    bStep: PANEL * FLOAT,
    bPanel: filterHeight * filterWidth * outChannels * PANEL * FLOAT,
    c: chunk.sums,
    init: null,
    initPanel: 0,
  });
}

function cropImages(
  backend: BackendWasm,
  { convolution: { images, canvas }, dx }: InputGradient,
  sheet: Sheet,
  chunk: SheetChunk,
): void {
  const { height, width, channels } = images;
  for (let n = 0; n < chunk.count; n++)
    for (let row = 0; row < height; row++) {
      const pixel = (canvas.top + row) * sheet.width + canvas.left;
      const from = chunk.sums / FLOAT + n * sheet.size + pixel * sheet.columns;
      const to = dx / FLOAT + ((chunk.first + n) * height + row) * width * channels;
      trimColumns(floatsOf(backend), from, to, { count: width, width: channels });
    }
}
