import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { type Convolution, convolve, type InputGradient } from "./convolution.js";
import { withTapPanels } from "./tap-panels.js";

/** With stride 1: the convolution of dy by the filter turned by 180°, channels and output channels swapped. */
export function gradientByTurnedFilter(
  backend: BackendWasm,
  { convolution, filter, dy, dx }: InputGradient,
): void {
  const taps = convolution.filterHeight * convolution.filterWidth;
  const turned = (tap: number) => taps - 1 - tap;
  withTapPanels(backend, convolution, filter, turned, (panels) =>
    convolve(backend, turnedConvolution(convolution, dy), panels, dx, null),
  );
}

function turnedConvolution(convolution: Convolution, dy: number): Convolution {
  const { images, canvas, filterHeight, filterWidth } = convolution;
  return {
    ...convolution,
    images: {
      address: dy,
      count: images.count,
      height: convolution.outHeight,
      width: convolution.outWidth,
      channels: convolution.outChannels,
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
}
