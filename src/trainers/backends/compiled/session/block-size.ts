import { GraphBuilder } from "../graph/graph-builder.js";
import { blockedConvolution, blockedFilter } from "../lowering/blocked.js";
import type { Runtime } from "./runtime.js";

const CANDIDATES = [16, 8, 4]; // numbers in a vector of AVX-512, AVX and NEON
const CHANNELS = 32; // several blocks of each
const SIDE = 5;
const TOLERANCE = 1e-4; // of sums of 288 products of numbers below 1

/**
 * How many channels onnxruntime puts in a block on this machine, or null where it has no blocked convolutions. A wrong size gives
 * wrong numbers without an error, so each candidate is tried on a convolution whose result is known.
 */
export function findBlockSize(runtime: Runtime): Promise<number | null> {
  const known = found.get(runtime) ?? search(runtime);
  found.set(runtime, known);
  return known;
}

const found = new WeakMap<Runtime, Promise<number | null>>(); // a machine does not change while a process lives

async function search(runtime: Runtime): Promise<number | null> {
  for (const blockSize of CANDIDATES) {
    const difference = await compare(runtime, blockSize).catch(() => null); // this build does not have the operators
    if (difference === null) return null;
    if (difference < TOLERANCE) return blockSize;
  }
  return null;
}

/** The largest difference between a blocked and a plain convolution. */
async function compare(runtime: Runtime, blockSize: number): Promise<number> {
  const graph = new GraphBuilder();
  const images = graph.input("images", "float32", [1, CHANNELS, SIDE, SIDE]);
  const filter = graph.input("filter", "float32", [3, 3, CHANNELS, CHANNELS]);
  const attributes = { kernel_shape: { ints: [3, 3] }, pads: { ints: [1, 1, 1, 1] } };
  const shape = [3, 3, CHANNELS, CHANNELS] as [number, number, number, number];
  const oihw = graph.node("Transpose", [filter], { perm: { ints: [3, 2, 0, 1] } });
  const blocked = blockedConvolution(graph, {
    blockSize,
    images,
    filter: blockedFilter(graph, filter, { shape, blockSize, out: "b" }),
    outChannels: CHANNELS,
    attributes,
  });
  const difference = graph.node("Abs", [
    graph.node("Sub", [blocked, graph.node("Conv", [images, oihw], attributes)]),
  ]);
  graph.output(
    "largest",
    graph.node("ReduceMax", [difference], { keepdims: { i: 0 } }),
    "float32",
    [],
  );
  const session = await runtime.InferenceSession.create(graph.encode(), {
    intraOpNumThreads: 1,
    logSeverityLevel: 4,
  });
  try {
    const { largest } = await session.run({
      images: new runtime.Tensor("float32", waves(CHANNELS * SIDE * SIDE), [
        1,
        CHANNELS,
        SIDE,
        SIDE,
      ]),
      filter: new runtime.Tensor("float32", waves(9 * CHANNELS * CHANNELS), shape),
    });
    return Number(largest?.data[0]);
  } finally {
    await session.release();
  }
}

/** Numbers between −1 and 1 without a period that a wrong order could hide in. */
function waves(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(i * i));
}
