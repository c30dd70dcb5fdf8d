import * as tf from "@tensorflow/tfjs-core";
import type { Step } from "../../backend.js";
import { OPSET } from "../graph/graph-builder.js";
import { decodeModel, ELEMENT_TYPES, type Graph, type Model } from "../graph/onnx-format.js";
import { kernels } from "../lowering/index.js";
import { type CompiledStep, lowerRecording } from "../lowering/lower-recording.js";
import { recordStep } from "../recording/record-step.js";
import { COMPILED, type RecordingBackend } from "../recording/recording-backend.js";
import type { Spec } from "../recording/value.js";
import { registerRecording } from "../register.js";
import { withAnyBatch } from "./any-batch.js";
import { foldConstants } from "./fold.js";

export { OPSET };

export interface PortableStep {
  /** Reads the variables, assigns none. */
  step: Step;
  /** The step's inputs, float32, by name; the batch comes before these sides. */
  inputs: Record<string, number[]>;
  /** What the variables are called in the file. */
  nameOf(variable: tf.Variable): string;
}

const SIZES = [1009, 1013] as const; // primes: no other side of a shape is, or has, one of them

/**
 * The step as an ONNX model of standard operators for batches of any size, with its variables as constants. To be called within
 * `onRecordingBackend`.
 * @throws Unlowerable when the step cannot be written so.
 */
export function toPortableModel(backend: RecordingBackend, portable: PortableStep): Model {
  const [first, second] = SIZES.map((size) => lowered(backend, portable, size)) as [
    CompiledStep,
    CompiledStep,
  ];
  const model = decodeModel(first.model);
  const anyBatch = withAnyBatch(model.graph, decodeModel(second.model).graph);
  const constant = foldConstants(withConstants(anyBatch, first, portable));
  return { ...model, graph: withOwnNames(constant, first) };
}

/** tfjs computes with the recorder meanwhile: plain JavaScript outside of steps. The backend before it is given back. */
export async function onRecordingBackend<T>(
  body: (backend: RecordingBackend) => Promise<T>,
): Promise<T> {
  const before = tf.getBackend();
  const inUse = tf.findBackendFactory(COMPILED) !== null;
  registerRecording();
  await tf.setBackend(COMPILED);
  try {
    return await body(tf.backend() as RecordingBackend);
  } finally {
    if (before) await tf.setBackend(before);
    if (!inUse) tf.removeBackend(COMPILED);
  }
}

function lowered(backend: RecordingBackend, { step, inputs }: PortableStep, size: number) {
  const specs = Object.entries(inputs).map(([name, sides]): [string, Spec] => [
    name,
    { shape: [size, ...sides], dtype: "float32" },
  ]);
  const recording = recordStep(step, Object.fromEntries(specs), { backend, kernels });
  return lowerRecording(recording, { kernels, blockSize: null });
}

function withConstants(graph: Graph, { variables }: CompiledStep, { nameOf }: PortableStep): Graph {
  const names = new Map([...variables].map(([input, variable]) => [input, nameOf(variable)]));
  const constants = [...variables].map(([input, variable]) => {
    const numbers = variable.dataSync<"float32">();
    const rawData = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    const dataType = ELEMENT_TYPES.float32;
    return { name: names.get(input) as string, dims: [...variable.shape], dataType, rawData };
  });
  return {
    ...renamed(graph, names),
    input: graph.input.filter(({ name }) => !names.has(name)),
    initializer: [...graph.initializer, ...constants],
  };
}

/** Inputs and outputs under the names that the step gives them. */
function withOwnNames(graph: Graph, { inputs, outputs }: CompiledStep): Graph {
  const names = new Map([...inputs, ...outputs].map(([name, given]) => [name, given.name]));
  return renamed(graph, names);
}

function renamed(graph: Graph, names: ReadonlyMap<string, string>): Graph {
  const rename = (name: string) => names.get(name) ?? name;
  return {
    ...graph,
    node: graph.node.map((node) => ({
      ...node,
      input: node.input.map(rename),
      output: node.output.map(rename),
    })),
    input: graph.input.map((each) => ({ ...each, name: rename(each.name) })),
    output: graph.output.map((each) => ({ ...each, name: rename(each.name) })),
  };
}
