import { backend_util, type TensorInfo } from "@tensorflow/tfjs-core";
import { elementsOf } from "../heap.js";
import { defineKernel, newTensor } from "../kernel.js";

type Shape4 = [number, number, number, number];

interface Attrs {
  strides: [number, number] | number;
  /** null: none. */
  dilations: [number, number] | number | null;
  pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  dimRoundingMode?: "floor" | "round" | "ceil";
}

/** tfjs's own answers zeros where the stride is larger than the filter. */
export const depthwiseConv2dNative = defineKernel<{ x: TensorInfo; filter: TensorInfo }, Attrs>(
  "DepthwiseConv2dNative",
  ({ inputs, attrs, backend }, own) => {
    const info = depthwiseInfo(attrs, inputs.x.shape, inputs.filter.shape);
    const { strideHeight, strideWidth, effectiveFilterHeight, effectiveFilterWidth } = info;
    if (strideHeight <= effectiveFilterHeight && strideWidth <= effectiveFilterWidth) return own();
    const out = newTensor(backend, info.outShape);
    const x = elementsOf(backend, inputs.x);
    const filter = elementsOf(backend, inputs.filter);
    const y = elementsOf(backend, out).fill(0);
    forEachTap(info, (tap) => {
      let [at, yAt] = [tap.filter, tap.y];
      for (let c = tap.x; c < tap.x + tap.channels; c++)
        for (let m = 0; m < tap.multiplier; m++, at++, yAt++)
          y[yAt] = (y[yAt] as number) + (x[c] as number) * (filter[at] as number);
    });
    return out;
  },
);

/** Each element of the filter's gradient sums x · dy over the output pixels. */
export const depthwiseConv2dNativeBackpropFilter = defineKernel<
  { x: TensorInfo; dy: TensorInfo },
  Attrs & { filterShape: Shape4 }
>("DepthwiseConv2dNativeBackpropFilter", ({ inputs, attrs, backend }) => {
  const out = newTensor(backend, attrs.filterShape);
  const x = elementsOf(backend, inputs.x);
  const dy = elementsOf(backend, inputs.dy);
  const gradient = elementsOf(backend, out).fill(0);
  forEachTap(depthwiseInfo(attrs, inputs.x.shape, attrs.filterShape), (tap) => {
    let [at, yAt] = [tap.filter, tap.y];
    for (let c = tap.x; c < tap.x + tap.channels; c++)
      for (let m = 0; m < tap.multiplier; m++, at++, yAt++)
        gradient[at] = (gradient[at] as number) + (x[c] as number) * (dy[yAt] as number);
  });
  return out;
});

/** Each input pixel's gradient sums filter · dy over the output pixels that saw it. */
export const depthwiseConv2dNativeBackpropInput = defineKernel<
  { dy: TensorInfo; filter: TensorInfo },
  Attrs & { inputShape: Shape4 }
>("DepthwiseConv2dNativeBackpropInput", ({ inputs, attrs, backend }) => {
  const out = newTensor(backend, attrs.inputShape);
  const filter = elementsOf(backend, inputs.filter);
  const dy = elementsOf(backend, inputs.dy);
  const dx = elementsOf(backend, out).fill(0);
  forEachTap(depthwiseInfo(attrs, attrs.inputShape, inputs.filter.shape), (tap) => {
    let [at, yAt] = [tap.filter, tap.y];
    for (let c = tap.x; c < tap.x + tap.channels; c++)
      for (let m = 0; m < tap.multiplier; m++, at++, yAt++)
        dx[c] = (dx[c] as number) + (filter[at] as number) * (dy[yAt] as number);
  });
  return out;
});

function depthwiseInfo(attrs: Attrs, images: number[], filter: number[]): backend_util.Conv2DInfo {
  const { strides, dilations, pad, dimRoundingMode } = attrs;
  return backend_util.computeConv2DInfo(
    images as Shape4,
    filter as Shape4,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    true,
  );
}

/** Where the channels begin of an output pixel, of an input pixel under its window, and of the filter's tap between them. */
interface Tap {
  x: number;
  y: number;
  filter: number;
  channels: number;
  /** Output channels of each channel. */
  multiplier: number;
}

/** Calls `use` for every tap of every window that is not on the padding, with one object that it must not keep. */
function forEachTap(info: backend_util.Conv2DInfo, use: (tap: Tap) => void): void {
  const { batchSize, outHeight, outWidth, inChannels, outChannels } = info;
  const tap = { x: 0, y: 0, filter: 0, channels: inChannels, multiplier: outChannels / inChannels };
  for (let n = 0; n < batchSize; n++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++, tap.y += outChannels)
        forEachTapOfWindow(info, n, row, column, tap, use);
}

function forEachTapOfWindow(
  info: backend_util.Conv2DInfo,
  n: number,
  row: number,
  column: number,
  tap: Tap,
  use: (tap: Tap) => void,
): void {
  const { inHeight, inWidth, inChannels, outChannels, filterHeight, filterWidth, padInfo } = info;
  tap.filter = 0;
  for (let i = 0; i < filterHeight; i++) {
    const y = row * info.strideHeight - padInfo.top + i * info.dilationHeight;
    for (let k = 0; k < filterWidth; k++, tap.filter += outChannels) {
      const x = column * info.strideWidth - padInfo.left + k * info.dilationWidth;
      if (y < 0 || y >= inHeight || x < 0 || x >= inWidth) continue;
      tap.x = ((n * inHeight + y) * inWidth + x) * inChannels;
      use(tap);
    }
  }
}
