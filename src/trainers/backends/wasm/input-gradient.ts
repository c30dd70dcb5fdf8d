import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { PANEL } from "./contraction-code.js";
import type { Convolution, InputGradient } from "./convolution.js";
import { gradientByColumns } from "./input-gradient-columns.js";
import { gradientByTaps } from "./input-gradient-taps.js";
import { gradientByTurnedFilter } from "./input-gradient-turned.js";

/** The gradient of a convolution's images, by whichever of three ways takes the fewest products. */
export function inputGradient(backend: BackendWasm, gradient: InputGradient): void {
  const { images, outHeight, outWidth } = gradient.convolution;
  const turnedProducts = images.height * images.width;
  const tapProducts = outHeight * outWidth * TAP_OVERHEAD;
  if (images.channels <= PANEL / 2) gradientByColumns(backend, gradient);
  else if (isTurnable(gradient.convolution) && turnedProducts <= tapProducts)
    gradientByTurnedFilter(backend, gradient);
  else gradientByTaps(backend, gradient);
}

const TAP_OVERHEAD = 1.25; // measured: its sums go through memory once for each tap

function isTurnable({ stride, canvas, filterHeight, filterWidth }: Convolution): boolean {
  const dense = stride[0] === 1 && stride[1] === 1;
  return dense && canvas.top < filterHeight && canvas.left < filterWidth;
}
