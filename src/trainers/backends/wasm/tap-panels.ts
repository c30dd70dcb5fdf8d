import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { PANEL } from "./contraction-code.js";
import type { Convolution } from "./convolution.js";
import { FLOAT, floatsOf, withScratch } from "./heap.js";
import { packPanels, wholeColumns } from "./panels.js";

/**
 * Packs a filter for the way back: for every tap (filter row and column) the matrix (output channel, channel), in the order
 * that `place` gives the taps. Panel p begins at p × taps × output channels × PANEL floats.
 */
export function withTapPanels(
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
