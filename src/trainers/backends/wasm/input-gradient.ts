import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { PANEL } from "./contraction-code.js";
import { type Convolution, convolve } from "./convolution.js";
import { FLOAT, floatsOf, withScratch } from "./heap.js";
import { loopsOf } from "./loops.js";
import { copyRows, packPanels, panelsOf, wholeColumns } from "./panels.js";

/**
 * The gradient of a convolution's images, which is written to `dx`. `filter` is the address of the filter as it is:
 * (filter row, filter column, channel, output channel).
 */
export function inputGradient(
  backend: BackendWasm,
  convolution: Convolution,
  filter: number,
  dy: number,
  dx: number,
): void {
  const { canvas, filterHeight, filterWidth, stride } = convolution;
  const whole = canvas.top < filterHeight && canvas.left < filterWidth;
  if (stride[0] === 1 && stride[1] === 1 && whole)
    convolveBack(backend, convolution, filter, dy, dx);
  else scatter(backend, convolution, filter, dy, dx);
}

/** With stride 1 it is the convolution of dy by the filter turned by 180°, channels and output channels swapped. */
function convolveBack(
  backend: BackendWasm,
  convolution: Convolution,
  filter: number,
  dy: number,
  dx: number,
): void {
  const { images, canvas, filterHeight, filterWidth, outHeight, outWidth, outChannels } =
    convolution;
  const back: Convolution = {
    ...convolution,
    images: {
      address: dy,
      count: images.count,
      height: outHeight,
      width: outWidth,
      channels: outChannels,
    },
    canvas: {
      height: images.height + filterHeight - 1,
      width: images.width + filterWidth - 1,
      top: filterHeight - 1 - canvas.top,
      left: filterWidth - 1 - canvas.left,
    },
    outHeight: images.height,
    outWidth: images.width,
    outChannels: images.channels,
  };
  const taps = filterHeight * filterWidth;
  withTapPanels(
    backend,
    convolution,
    filter,
    (tap) => taps - 1 - tap,
    (panels) => convolve(backend, back, panels, dx, null),
  );
}

/**
 * Packs the transposed matrix (output channel, channel) of every tap (filter row and column) of the filter into panels,
 * in the order that `place` gives them: panel p of the result begins at p × taps × outChannels × PANEL.
 */
function withTapPanels(
  backend: BackendWasm,
  { images: { channels }, filterHeight, filterWidth, outChannels }: Convolution,
  filter: number,
  place: (tap: number) => number,
  use: (panels: number) => void,
): void {
  const taps = filterHeight * filterWidth;
  withScratch(backend, [taps * outChannels * wholeColumns(channels)], (panels = 0) => {
    for (let tap = 0; tap < taps; tap++) {
      const matrix = {
        at: filter / FLOAT + tap * channels * outChannels,
        steps: outChannels,
        columns: channels,
        stepStride: 1,
        columnStride: outChannels,
      };
      const to = panels / FLOAT + place(tap) * outChannels * PANEL;
      packPanels(floatsOf(backend), matrix, to, taps * outChannels * PANEL);
    }
    use(panels);
  });
}

/** Adds, for one tap after the other, what every output pixel's gradient gives to the input pixel under the tap. */
function scatter(
  backend: BackendWasm,
  convolution: Convolution,
  filter: number,
  dy: number,
  dx: number,
): void {
  const { images, canvas } = convolution;
  const height = Math.max(canvas.height, canvas.top + images.height);
  const width = Math.max(canvas.width, canvas.left + images.width);
  const sheet = { height, width, columns: wholeColumns(images.channels) };
  const size = height * width * sheet.columns;
  withTapPanels(
    backend,
    convolution,
    filter,
    (tap) => tap,
    (panels) =>
      withScratch(backend, [size], (sums = 0) => {
        for (let image = 0; image < images.count; image++) {
          floatsOf(backend).fill(0, sums / FLOAT, sums / FLOAT + size);
          scatterImage(backend, convolution, sheet, panels, image, dy, sums);
          cropImage(backend, convolution, sheet, image, sums, dx);
        }
      }),
  );
}

/** An image with its surroundings; channels in whole panels. */
interface Sheet {
  height: number;
  width: number;
  columns: number;
}

function scatterImage(
  backend: BackendWasm,
  convolution: Convolution,
  sheet: Sheet,
  panels: number,
  image: number,
  dy: number,
  sums: number,
): void {
  const { outHeight, outWidth, outChannels, stride, dilation, filterWidth, filterHeight } =
    convolution;
  const { contract } = loopsOf(backend);
  const taps = filterHeight * filterWidth;
  const pixel = sheet.columns * FLOAT;
  const from = outChannels * FLOAT;
  for (let tap = 0; tap < taps; tap++) {
    const y = Math.floor(tap / filterWidth) * dilation[0];
    const x = (tap % filterWidth) * dilation[1];
    contract({
      rows: {
        counts: [1, outHeight, outWidth],
        a: [0, outWidth * from, from],
        c: [0, stride[0] * sheet.width * pixel, stride[1] * pixel],
      },
      steps: { counts: [1, 1, outChannels], a: [0, 0, FLOAT] },
      panels: panelsOf(convolution.images.channels),
      a: dy + image * outHeight * outWidth * from,
      b: panels + tap * outChannels * PANEL * FLOAT,
      bStep: PANEL * FLOAT,
      bPanel: taps * outChannels * PANEL * FLOAT,
      c: sums + (y * sheet.width + x) * pixel,
      init: null,
      initPanel: 0,
    });
  }
}

function cropImage(
  backend: BackendWasm,
  { images: { height, width, channels }, canvas }: Convolution,
  sheet: Sheet,
  image: number,
  sums: number,
  dx: number,
): void {
  const floats = floatsOf(backend);
  for (let row = 0; row < height; row++) {
    const from = sums / FLOAT + ((canvas.top + row) * sheet.width + canvas.left) * sheet.columns;
    const to = dx / FLOAT + (image * height + row) * width * channels;
    copyRows(floats, from, sheet.columns, to, channels, width, channels);
  }
}
