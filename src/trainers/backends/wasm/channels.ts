import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { FLOAT, floatsOf } from "./heap.js";
import { loopsOf } from "./loops.js";

/** Rows of channels, for example the pixels of all images of a batch. */
export interface Rows {
  rows: number;
  /** A multiple of four. */
  channels: number;
}

/** What a loop over rows of channels can work on: the others are left to tfjs. */
export function isVectorised(channels: number | undefined): channels is number {
  return channels !== undefined && channels > 0 && channels % LANES === 0;
}

const LANES = 4;
const BLOCK = 4096; // floats of x and of y: 32 KB stay in the first-level cache while the channels pass over them

/** Addresses; the shifts and results are vectors of one float for each channel. */
export interface ChannelSums extends Rows {
  x: number;
  xShift: number;
  y: number;
  yShift: number;
  sums: number;
  products: number;
}

/** sums[c] = Σᵣ y[r, c], products[c] = Σᵣ (x[r, c] − xShift[c]) · (y[r, c] − yShift[c]). */
export function sumChannels(backend: BackendWasm, work: ChannelSums): void {
  const { rows, channels, x, xShift, y, yShift, sums, products } = work;
  const floats = floatsOf(backend);
  for (const vector of [sums, products]) floats.fill(0, vector / FLOAT, vector / FLOAT + channels);
  const loops = loopsOf(backend);
  const most = Math.max(1, Math.floor(BLOCK / channels));
  for (let row = 0; row < rows; row += most) {
    const at = row * channels * FLOAT;
    const count = Math.min(most, rows - row);
    loops.sumChannels(count, channels / LANES, x + at, xShift, y + at, yShift, sums, products);
  }
}

/** Addresses; the scales and the shift are vectors of one float for each channel. */
export interface ChannelScales extends Rows {
  x: number;
  xScale: number;
  y: number;
  yScale: number;
  shift: number;
  out: number;
}

/** out[r, c] = xScale[c] · x[r, c] + yScale[c] · y[r, c] + shift[c]. */
export function scaleChannels(backend: BackendWasm, work: ChannelScales): void {
  const { rows, channels, x, xScale, y, yScale, shift, out } = work;
  const { scaleChannels } = loopsOf(backend);
  if (rows === 0) return;
  scaleChannels(rows, channels / LANES, x, xScale, y, yScale, shift, out);
}
