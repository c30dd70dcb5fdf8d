import type { Graph, Initializer, Node, ValueInfo } from "../graph/onnx-format.js";
import { ELEMENT_TYPES } from "../graph/onnx-format.js";
import { Unlowerable } from "../kernel.js";

/** The name of a batch's size in the file. */
const BATCH = "n";

/**
 * One graph for batches of any size, from two graphs of the same step for batches of different sizes. They may differ in the sizes of
 * inputs and outputs, and in the shapes that `Reshape` makes, where one side each depends on the batch: that side follows from the
 * others.
 * @throws Unlowerable when the batch's size has any other influence on the graph.
 */
export function withAnyBatch(graph: Graph, other: Graph): Graph {
  expectSame("operators", graph.node, other.node);
  const reshaped = shapesOfReshapes(graph.node);
  return {
    ...graph,
    initializer: pairs(graph.initializer, other.initializer).map(([a, b]) =>
      withFreeSide(a, b, reshaped),
    ),
    input: pairs(graph.input, other.input).map(([a, b]) => withFreeSize(a, b)),
    output: pairs(graph.output, other.output).map(([a, b]) => withFreeSize(a, b)),
  };
}

/** Names of the constants that nothing reads but `Reshape`, as the shape to make. */
function shapesOfReshapes(nodes: Node[]): ReadonlySet<string> {
  const isShape = ({ opType }: Node, place: number) => opType === "Reshape" && place === 1;
  const uses = nodes.flatMap((node) =>
    node.input.map((name, place) => ({ name, fits: isShape(node, place) })),
  );
  const others = new Set(uses.filter(({ fits }) => !fits).map(({ name }) => name));
  return new Set(uses.map(({ name }) => name).filter((name) => !others.has(name)));
}

function withFreeSide(a: Initializer, b: Initializer, reshaped: ReadonlySet<string>): Initializer {
  if (Buffer.compare(a.rawData, b.rawData) === 0) return a;
  const [sides, others] = [a, b].map(wholeNumbers) as [bigint[], bigint[]];
  const free = sides.flatMap((side, i) => (side === others[i] ? [] : [i]));
  if (!reshaped.has(a.name) || sides.length !== others.length || free.length !== 1)
    throw new Unlowerable(`${a.name}, which depends on the number of images`);
  const shape = BigInt64Array.from(sides.map((side, i) => (free.includes(i) ? -1n : side)));
  return { ...a, rawData: new Uint8Array(shape.buffer) };
}

function wholeNumbers({ dataType, rawData }: Initializer): bigint[] {
  if (dataType !== ELEMENT_TYPES.int64) return [];
  return Array.from(new BigInt64Array(Uint8Array.from(rawData).buffer));
}

function withFreeSize(a: ValueInfo, b: ValueInfo): ValueInfo {
  const { elemType, shape } = a.type.tensorType;
  const dim = pairs(shape.dim, b.type.tensorType.shape.dim).map(([side, other]) =>
    JSON.stringify(side) === JSON.stringify(other) ? side : { dimParam: BATCH },
  );
  return { name: a.name, type: { tensorType: { elemType, shape: { dim } } } };
}

function pairs<T>(as: T[], bs: T[]): [T, T][] {
  if (as.length !== bs.length)
    throw new Unlowerable("a graph of another size for another number of images");
  return as.map((a, i) => [a, bs[i] as T]);
}

function expectSame(what: string, a: unknown, b: unknown): void {
  if (JSON.stringify(a) !== JSON.stringify(b))
    throw new Unlowerable(`${what} that depend on the number of images`);
}
