import {
  ATTRIBUTE_TYPES,
  ELEMENT_TYPES,
  encodeModel,
  type Initializer,
  type Node,
  type ValueInfo,
} from "./onnx-format.js";

export const OPSET = 18; // the first in which every Reduce operator takes its axes as an input
const SCRATCH = 1e6; // no number that a step is likely to name
const IR_VERSION = 8; // belongs to that opset

export type ElementType = keyof typeof ELEMENT_TYPES;
export type Attribute = { f: number } | { i: number } | { s: string } | { ints: number[] };
export type Attributes = Record<string, Attribute>;

/** An ONNX graph in the making. Tensors are named by the strings that its methods return. */
export class GraphBuilder {
  readonly #nodes: Node[] = [];
  readonly #initializers: Initializer[] = [];
  readonly #inputs: ValueInfo[] = [];
  readonly #outputs: ValueInfo[] = [];
  readonly #domains = new Set<string>();
  readonly #known = new Map<string, string[]>();

  input(name: string, type: ElementType, shape: number[]): string {
    this.#inputs.push(valueInfo(name, type, shape));
    return name;
  }

  /** Declares a tensor to be an output of the graph, under a name of its own. */
  output(name: string, from: string, type: ElementType, shape: number[]): void {
    this.#nodes.push({
      name,
      opType: "Identity",
      domain: "",
      input: [from],
      output: [name],
      attribute: [],
    });
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /** An operator with one output, of ONNX or of another domain. The same operator on the same inputs is added once. */
  node(opType: string, inputs: string[], attributes: Attributes = {}, domain = ""): string {
    return this.nodes(opType, inputs, attributes, 1, domain)[0] as string;
  }

  /** An operator with several outputs; of an input or output that is left out the name is "". */
  nodes(
    opType: string,
    inputs: string[],
    attributes: Attributes,
    outputs: number,
    domain = "",
  ): string[] {
    return this.#once(JSON.stringify([domain, opType, inputs, attributes, outputs]), () => {
      const name = `${opType}_${this.#nodes.length}`;
      const output = Array.from({ length: outputs }, (_, i) => `${name}:${i}`);
      const attribute = Object.entries(attributes).map(encodeAttribute);
      this.#nodes.push({ name, opType, domain, input: inputs, output, attribute });
      if (domain !== "") this.#domains.add(domain);
      return output;
    });
  }

  floats(numbers: ArrayLike<number>, shape: number[]): string {
    return this.#constant("float32", Float32Array.from(numbers), shape);
  }

  ints(numbers: ArrayLike<number>, shape: number[]): string {
    return this.#constant("int32", Int32Array.from(numbers), shape);
  }

  bools(numbers: ArrayLike<number>, shape: number[]): string {
    return this.#constant("bool", Uint8Array.from(numbers), shape);
  }

  /**
   * A vector for an operator to write into. Its numbers mean nothing, but differ from those of every other constant: ORT makes
   * one of constants that are equal.
   */
  scratch(length: number): string {
    return this.floats(Array(length).fill(SCRATCH + this.#initializers.length), [length]);
  }

  /** A list of whole numbers as operators take them for shapes, axes and positions. */
  indices(numbers: readonly number[]): string {
    return this.#constant("int64", BigInt64Array.from(numbers.map(BigInt)), [numbers.length]);
  }

  encode(): Uint8Array {
    return encodeModel({
      irVersion: IR_VERSION,
      producerName: "sweep",
      opsetImport: [
        { domain: "", version: OPSET },
        ...[...this.#domains].map((domain) => ({ domain, version: 1 })),
      ],
      graph: {
        name: "step",
        node: this.#nodes,
        initializer: this.#initializers,
        input: this.#inputs,
        output: this.#outputs,
      },
    });
  }

  #constant(
    type: ElementType,
    data: Float32Array | Int32Array | Uint8Array | BigInt64Array,
    dims: number[],
  ): string {
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const key = JSON.stringify([type, dims, Buffer.from(rawData).toString("latin1")]);
    return this.#once(key, () => {
      const name = `constant_${this.#initializers.length}`;
      this.#initializers.push({ name, dims, dataType: ELEMENT_TYPES[type], rawData });
      return [name];
    })[0] as string;
  }

  #once(key: string, add: () => string[]): string[] {
    const known = this.#known.get(key);
    if (known) return known;
    const names = add();
    this.#known.set(key, names);
    return names;
  }
}

function valueInfo(name: string, type: ElementType, shape: number[]): ValueInfo {
  const dim = shape.map((dimValue) => ({ dimValue }));
  return { name, type: { tensorType: { elemType: ELEMENT_TYPES[type], shape: { dim } } } };
}

function encodeAttribute([name, attribute]: [string, Attribute]): Node["attribute"][number] {
  if ("f" in attribute) return { name, type: ATTRIBUTE_TYPES.f, f: attribute.f };
  if ("i" in attribute) return { name, type: ATTRIBUTE_TYPES.i, i: attribute.i };
  if ("s" in attribute) return { name, type: ATTRIBUTE_TYPES.s, s: Buffer.from(attribute.s) };
  return { name, type: ATTRIBUTE_TYPES.ints, ints: attribute.ints };
}
