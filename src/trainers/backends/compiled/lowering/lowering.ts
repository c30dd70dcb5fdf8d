import type { GraphBuilder } from "../graph/graph-builder.js";
import { sameShape, sizeOf, type Value } from "../recording/value.js";

/**
 * How the graph holds a value. tfjs keeps images as [n, height, width, channels], ONNX's convolutions want [n, channels, height,
 * width]: a value of four axes is held as it was made, and turned only where somebody needs it the other way.
 */
export interface Lowered {
  /** Of the tensor in the graph. */
  name: string;
  /** In tfjs's order of axes. Sides may be 1, or axes be missing at the left, where the value's own shape repeats numbers. */
  shape: number[];
  channelsFirst: boolean;
}

/** What the kernels' lowerings see of the graph: the tensors that hold the values they read, in the order they want. */
export class Lowering {
  readonly graph: GraphBuilder;
  readonly #lowered = new Map<Value, Lowered>();
  /** See blocked.ts; null for operators of the ONNX standard alone. */
  readonly blockSize: number | null;
  /** Are operators to be left out that providers of GPUs lack? */
  readonly basic: boolean;
  readonly #used: ReadonlySet<Value>;

  constructor(
    graph: GraphBuilder,
    used: ReadonlySet<Value>,
    { blockSize, basic = false }: { blockSize: number | null; basic?: boolean },
  ) {
    this.graph = graph;
    this.blockSize = blockSize;
    this.basic = basic;
    this.#used = used;
  }

  define(value: Value, lowered: Lowered): void {
    this.#lowered.set(value, lowered);
  }

  /** Does any operation or output read it? */
  isUsed(value: Value): boolean {
    return this.#used.has(value);
  }

  /** As it happens to be held. */
  held(value: Value): Lowered {
    const lowered = this.#lowered.get(value) ?? constantOf(this.graph, value);
    if (!lowered) throw new Error(`value ${value.id}: expected it to be lowered before it is read`);
    return lowered;
  }

  /** The tensor with every number of the value, in tfjs's order. */
  plain(value: Value): string {
    return this.expanded(this.turnedPlain(this.held(value)), value.shape);
  }

  /** The tensor [n, channels, height, width] with every number of the value. */
  channelsFirst(value: Value): string {
    const [n = 1, h = 1, w = 1, c = 1] = value.shape;
    const lowered = this.turnedChannelsFirst(this.held(value));
    return this.#expand(lowered, value.shape, [n, c, h, w]);
  }

  turnedPlain(lowered: Lowered): Lowered {
    if (!lowered.channelsFirst) return lowered;
    const [, h = 1, w = 1, c = 1] = lowered.shape;
    const name =
      c === 1 || h * w === 1
        ? this.reshape(lowered.name, lowered.shape)
        : this.graph.node("Transpose", [lowered.name], { perm: { ints: [0, 2, 3, 1] } });
    return { ...lowered, name, channelsFirst: false };
  }

  turnedChannelsFirst(lowered: Lowered): Lowered {
    if (lowered.channelsFirst) return lowered;
    const [n = 1, h = 1, w = 1, c = 1] = withRank(lowered.shape, 4);
    const shape = [n, h, w, c];
    const name =
      c === 1 || h * w === 1
        ? this.reshape(lowered.name, [n, c, h, w])
        : this.graph.node("Transpose", [this.reshaped(lowered, shape).name], {
            perm: { ints: [0, 3, 1, 2] },
          });
    return { name, shape, channelsFirst: true };
  }

  /** A plain tensor with the repeated numbers spelled out. */
  expanded(lowered: Lowered, shape: number[]): string {
    return this.#expand(lowered, shape, shape);
  }

  reshape(name: string, shape: readonly number[]): string {
    return this.graph.node("Reshape", [name, this.graph.indices(shape)]);
  }

  reshaped(lowered: Lowered, shape: number[]): Lowered {
    if (sameShape(lowered.shape, shape)) return lowered;
    return { name: this.reshape(lowered.name, shape), shape, channelsFirst: false };
  }

  /** A number as the graph takes it beside tensors of this type. */
  scalar(number: number, dtype: Value["dtype"] = "float32"): string {
    if (dtype === "float32") return this.graph.floats([number], []);
    return dtype === "int32" ? this.graph.ints([number], []) : this.graph.bools([number], []);
  }

  #expand(lowered: Lowered, shape: number[], sides: number[]): string {
    if (sameShape(lowered.shape, shape)) return lowered.name;
    if (sizeOf(lowered.shape) === sizeOf(shape)) return this.reshape(lowered.name, sides);
    return this.graph.node("Expand", [lowered.name, this.graph.indices(sides)]);
  }
}

/** A result in tfjs's order of axes. */
export function plain(name: string, shape: number[]): Lowered {
  return { name, shape, channelsFirst: false };
}

/** A result [n, channels, height, width]; `shape` is tfjs's, [n, height, width, channels]. */
export function channelsFirst(name: string, shape: number[]): Lowered {
  return { name, shape, channelsFirst: true };
}

/** The shape with axes of length 1 put before it. */
export function withRank(shape: number[], rank: number): number[] {
  return [...Array<number>(Math.max(0, rank - shape.length)).fill(1), ...shape];
}

function constantOf(graph: GraphBuilder, value: Value): Lowered | null {
  const { source, shape, dtype } = value;
  if (source.kind === "splat") return plain(constant(graph, dtype, [source.number], []), []);
  if (source.kind === "constant") return plain(constant(graph, dtype, source.data, shape), shape);
  return null;
}

function constant(
  graph: GraphBuilder,
  dtype: Value["dtype"],
  numbers: ArrayLike<number>,
  shape: number[],
): string {
  if (dtype === "float32") return graph.floats(numbers, shape);
  return dtype === "int32" ? graph.ints(numbers, shape) : graph.bools(numbers, shape);
}
