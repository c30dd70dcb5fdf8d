import type { Graph, Initializer, Node } from "../graph/onnx-format.js";

/**
 * Carries out the turns of constants, which a training step must do anew for weights that move: programs that read ONNX files
 * expect filters as constants. A constant that nothing else reads keeps its name.
 */
export function foldConstants(graph: Graph): Graph {
  const constants = new Map(graph.initializer.map((each) => [each.name, each]));
  const kept: Node[] = [];
  for (const node of graph.node) {
    const folded = fold(node, constants);
    if (folded) constants.set(folded.name, folded);
    else kept.push(node);
  }
  return named({ ...graph, node: kept, initializer: [...constants.values()] }, graph);
}

function fold(node: Node, constants: ReadonlyMap<string, Initializer>): Initializer | null {
  const [from = "", shape = ""] = node.input;
  const constant = constants.get(from);
  const name = node.output[0] as string;
  if (!constant) return null;
  if (node.opType === "Transpose") return { ...transposed(constant, intsOf(node, "perm")), name };
  const sides = constants.get(shape);
  if (node.opType !== "Reshape" || !sides) return null;
  return { ...constant, name, dims: wholeNumbers(sides) };
}

const BYTES = 4; // of a float32 or int32, the only constants with axes

function transposed({ dims, rawData, ...rest }: Initializer, perm: number[]): Initializer {
  const turned = perm.map((axis) => dims[axis] as number);
  const strides = dims.map((_, axis) => dims.slice(axis + 1).reduce((a, b) => a * b, 1));
  const steps = perm.map((axis) => strides[axis] as number);
  const from = new Uint32Array(Uint8Array.from(rawData).buffer);
  const to = new Uint32Array(rawData.byteLength / BYTES);
  const at = turned.map(() => 0);
  for (let i = 0, offset = 0; i < to.length; i++) {
    to[i] = from[offset] as number;
    for (let axis = turned.length - 1; axis >= 0; axis--) {
      const [place = 0, step = 0, side = 0] = [at[axis], steps[axis], turned[axis]];
      if (place + 1 < side) {
        at[axis] = place + 1;
        offset += step;
        break;
      }
      at[axis] = 0;
      offset -= step * place;
    }
  }
  return { ...rest, dims: turned, rawData: new Uint8Array(to.buffer) };
}

function intsOf({ attribute }: Node, name: string): number[] {
  return attribute.find((each) => each.name === name)?.ints ?? [];
}

function wholeNumbers({ rawData }: Initializer): number[] {
  return Array.from(new BigInt64Array(Uint8Array.from(rawData).buffer), Number);
}

/** Leaves out constants that nothing reads, and gives a turned one the name of what it was made of. */
function named(graph: Graph, before: Graph): Graph {
  const used = new Set(graph.node.flatMap(({ input }) => input));
  const sources = new Map(
    before.node.flatMap(({ input: [from = ""], output: [to = ""] }) => [[to, from]]),
  );
  const names = new Map<string, string>();
  const taken = new Set(used);
  const initializer = graph.initializer.filter(({ name }) => used.has(name));
  for (const { name } of initializer) {
    let root = name;
    for (let from = sources.get(root); from !== undefined; from = sources.get(root)) root = from;
    if (taken.has(root)) continue;
    taken.add(root);
    names.set(name, root);
  }
  const rename = (name: string) => names.get(name) ?? name;
  return {
    ...graph,
    initializer: initializer.map((each) => ({ ...each, name: rename(each.name) })),
    node: graph.node.map((node) => ({ ...node, input: node.input.map(rename) })),
  };
}
