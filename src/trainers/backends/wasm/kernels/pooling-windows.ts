import { backend_util } from "@tensorflow/tfjs-core";

/** The attributes of tfjs's pooling kernels and their gradients. */
export interface PoolingAttrs {
  filterSize: [number, number] | number;
  strides: [number, number] | number;
  pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  dimRoundingMode?: "floor" | "round" | "ceil";
}

export type Pooling = backend_util.Conv2DInfo;

export function poolingOf(attrs: PoolingAttrs, shape: number[]): Pooling {
  const { filterSize, strides, pad, dimRoundingMode } = attrs;
  const images = shape as [number, number, number, number];
  return backend_util.computePool2DInfo(images, filterSize, strides, 1, pad, dimRoundingMode);
}

/** One window without what it has of the padding. Its pixels' channels lie side by side. */
export interface PoolingWindow {
  /** Where the output pixel's channels begin. */
  y: number;
  /** Where the channels of the window's first input pixel begin. */
  x: number;
  rows: number;
  columns: number;
}

/** Calls `use` for every window of every image, with one object that it must not keep. */
export function forEachWindow(pooling: Pooling, use: (window: PoolingWindow) => void): void {
  const { batchSize, outHeight, outWidth, outChannels } = pooling;
  const window = { y: 0, x: 0, rows: 0, columns: 0 };
  for (let n = 0; n < batchSize; n++)
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++, window.y += outChannels) {
        place(window, pooling, n, row, column);
        use(window);
      }
}

function place(window: PoolingWindow, pooling: Pooling, n: number, row: number, column: number) {
  const { inHeight, inWidth, inChannels, padInfo } = pooling;
  const top = row * pooling.strideHeight - padInfo.top;
  const left = column * pooling.strideWidth - padInfo.left;
  const firstRow = Math.max(0, top);
  const firstColumn = Math.max(0, left);
  window.rows = Math.min(inHeight, top + pooling.filterHeight) - firstRow;
  window.columns = Math.min(inWidth, left + pooling.filterWidth) - firstColumn;
  window.x = ((n * inHeight + firstRow) * inWidth + firstColumn) * inChannels;
}
