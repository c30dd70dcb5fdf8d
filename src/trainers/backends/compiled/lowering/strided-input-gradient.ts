import type { Value } from "../recording/value.js";
import { convolveBlocks, fitsBlocks, fromBlocks, inBlocks, toBlocks } from "./blocked.js";
import type { BlockedInfo } from "./blocked-filter-gradient.js";
import type { ConvolutionInfo } from "./convolution.js";
import { firstLines, pad, reversed } from "./lines.js";
import type { Lowering } from "./lowering.js";

/** Along one axis: how a gradient at stride s becomes a convolution of stride 1 that makes s neighbouring places at a time. */
interface Phases {
  stride: number;
  /** Places of its filter. */
  taps: number;
  /** Zeros around the original filter that make it taps · stride long. */
  before: number;
  after: number;
  /** Padding of dy. */
  start: number;
  end: number;
  /** Groups of s neighbouring places in the result. */
  groups: number;
}

/**
 * The gradient for the images of a convolution with strides. Place y = s · a + q of the images gets Σₜ dy[a − t] · W[s · t + q + pad]: for
 * each of the s phases q a convolution of stride 1 with every s-th place of the filter. All phases are one blocked convolution,
 * with as many times the channels, whose results are then put between each other. Null where the blocks do not fit.
 */
export function stridedInputGradient(
  lowering: Lowering,
  dy: Value,
  filter: Value,
  info: ConvolutionInfo,
): string | null {
  const { graph, blockSize } = lowering;
  const { inChannels, outChannels, padInfo } = info;
  if (!fitsBlocks(blockSize, inChannels, outChannels)) return null;
  const rows = phasesOf(info.strideHeight, info.filterHeight, {
    ...{ padding: padInfo.top, from: info.outHeight, to: info.inHeight },
  });
  const columns = phasesOf(info.strideWidth, info.filterWidth, {
    ...{ padding: padInfo.left, from: info.outWidth, to: info.inWidth },
  });
  if ([rows, columns].some(({ start, end }) => start < 0 || end < 0)) return null;
  const blocked = { ...info, blockSize };
  const images = toBlocks(graph, lowering.channelsFirst(dy));
  const phases = filterOfPhases(lowering, filter, { rows, columns, info: blocked });
  const result = convolveBlocks(graph, [images, phases], {
    kernel_shape: { ints: [rows.taps, columns.taps] },
    pads: { ints: [rows.start, columns.start, rows.end, columns.end] },
  });
  return fromBlocks(
    graph,
    interleaved(lowering, result, { rows, columns, info: blocked }),
    inChannels,
  );
}

function phasesOf(
  stride: number,
  filter: number,
  { padding, from, to }: { padding: number; from: number; to: number },
): Phases {
  const first = -Math.floor((stride - 1 + padding) / stride);
  const last = Math.floor((filter - 1 - padding) / stride);
  const groups = Math.ceil(to / stride);
  return {
    stride,
    taps: last - first + 1,
    before: -(stride * first + padding),
    after: stride * last + stride + padding - filter,
    start: last,
    end: groups - from - first,
    groups,
  };
}

interface Plan {
  rows: Phases;
  columns: Phases;
  info: BlockedInfo;
}

/** As a blocked convolution has it, from [height, width, channels, filters]; it makes channels (row phase, column phase, channel). */
function filterOfPhases(lowering: Lowering, filter: Value, { rows, columns, info }: Plan): string {
  const { graph } = lowering;
  const { blockSize: b, inChannels, outChannels } = info;
  const [c, f] = [inBlocks(b, inChannels), inBlocks(b, outChannels)];
  const zeros = [
    ...[rows.before, columns.before, 0, 0],
    ...[rows.after, columns.after, c - inChannels, f - outChannels],
  ];
  const padded = lowering.reshape(pad(lowering, lowering.plain(filter), zeros), [
    ...[rows.taps, rows.stride, columns.taps, columns.stride],
    ...[c / b, b, f / b, b],
  ]);
  const turned = reversed(
    lowering,
    padded,
    new Map([
      [0, rows.taps],
      [2, columns.taps],
    ]),
  );
  const perm = { perm: { ints: [1, 3, 4, 6, 0, 2, 7, 5] } };
  const channels = rows.stride * columns.stride * c;
  return lowering.reshape(graph.node("Transpose", [turned], perm), [
    ...[channels, f, rows.taps, columns.taps],
  ]);
}

/** [n, (row phase, column phase, channel), height, width] → [n, channel, (height, row phase), (width, column phase)], all in blocks. */
function interleaved(lowering: Lowering, result: string, { rows, columns, info }: Plan): string {
  const { graph } = lowering;
  const { blockSize: b, batchSize: n, inHeight, inWidth } = info;
  const c = inBlocks(b, info.inChannels);
  const phases = lowering.reshape(result, [
    ...[n, rows.stride, columns.stride, c / b, rows.groups, columns.groups, b],
  ]);
  const turned = graph.node("Transpose", [phases], { perm: { ints: [0, 3, 4, 1, 5, 2, 6] } });
  const [height, width] = [rows.groups * rows.stride, columns.groups * columns.stride];
  if (height === inHeight && width === inWidth)
    return lowering.reshape(turned, [n, c, height, width]);
  const whole = lowering.reshape(turned, [n, c / b, height, width, b]);
  const size = new Map([
    [2, inHeight],
    [3, inWidth],
  ]);
  return lowering.reshape(firstLines(lowering, whole, size), [n, c, inHeight, inWidth]);
}
