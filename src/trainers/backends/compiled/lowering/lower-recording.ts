import type { Variable } from "@tensorflow/tfjs-core";
import { GraphBuilder } from "../graph/graph-builder.js";
import { ELEMENT_TYPES } from "../graph/onnx-format.js";
import type { Kernel } from "../kernel.js";
import type { Recording } from "../recording/record-step.js";
import { inputsOf, type NumberType, type Operation, type Value } from "../recording/value.js";
import { Lowering, plain } from "./lowering.js";

/** An ONNX model of a step, and what its inputs and outputs mean. */
export interface CompiledStep {
  /** The bytes of a .onnx file. */
  model: Uint8Array;
  /** The step's inputs that it reads, by their name in the graph. */
  inputs: Map<string, { name: string; value: Value }>;
  /** Variables that it reads. */
  variables: Map<string, Variable>;
  /** The step's outputs. A bool comes out as int32. */
  outputs: Map<string, { name: string; value: Value }>;
  /** New values of variables. */
  assigned: Map<string, Variable>;
}

export interface LoweringOptions {
  kernels: ReadonlyMap<string, Kernel>;
  /** Of the machine's blocked convolutions, or null for a model of standard operators alone. */
  blockSize: number | null;
  /** Leaves out what providers of GPUs lack: see taps.ts and batch-norm.ts. */
  basic?: boolean;
}

/** Writes what the outputs and the assigned variables depend on as a graph; the rest of the recording is left out. */
export function lowerRecording(
  recording: Recording,
  { kernels, ...dialect }: LoweringOptions,
): CompiledStep {
  const graph = new GraphBuilder();
  const { values, operations } = liveParts(recording);
  const lowering = new Lowering(graph, values, dialect);
  const inputs: CompiledStep["inputs"] = new Map();
  const variables: CompiledStep["variables"] = new Map();
  for (const value of values) {
    const { source, shape, dtype } = value;
    if (source.kind === "input") {
      inputs.set(`input_${source.name}`, { name: source.name, value });
      lowering.define(value, plain(graph.input(`input_${source.name}`, dtype, shape), shape));
    } else if (source.kind === "variable") {
      const name = `variable_${variables.size}`;
      variables.set(name, source.variable);
      lowering.define(value, plain(graph.input(name, dtype, shape), shape));
    }
  }
  for (const operation of operations) lowerOperation(operation, lowering, kernels);
  const outputs: CompiledStep["outputs"] = new Map();
  for (const [name, value] of Object.entries(recording.outputs)) {
    outputs.set(`output_${name}`, { name, value });
    addOutput(lowering, `output_${name}`, value);
  }
  const assigned: CompiledStep["assigned"] = new Map();
  for (const { variable, value } of recording.assigned) {
    const name = `assigned_${assigned.size}`;
    assigned.set(name, variable);
    addOutput(lowering, name, value);
  }
  return { model: graph.encode(), inputs, variables, outputs, assigned };
}

/** What the results depend on, in an order in which it can be computed. */
function liveParts({ outputs, assigned }: Recording) {
  const values = new Set<Value>();
  const operations = new Set<Operation>();
  const waiting = [...Object.values(outputs), ...assigned.map(({ value }) => value)];
  for (let value = waiting.pop(); value; value = waiting.pop()) {
    if (values.has(value)) continue;
    values.add(value);
    if (value.source.kind !== "operation") continue;
    operations.add(value.source.operation);
    waiting.push(...inputsOf(value.source.operation));
  }
  return { values, operations: inOrder(operations) };
}

/** Depth first, without recursion: a deep network's chain of operations would be too long for the stack. */
function inOrder(operations: ReadonlySet<Operation>): Operation[] {
  const done = new Set<Operation>();
  for (const last of operations) {
    const path = [last];
    for (let operation = path.at(-1); operation; operation = path.at(-1)) {
      const missing = sources(operation).find((source) => !done.has(source));
      if (missing) path.push(missing);
      else done.add(path.pop() as Operation);
    }
  }
  return [...done];
}

function sources(operation: Operation): Operation[] {
  return inputsOf(operation).flatMap(({ source }) =>
    source.kind === "operation" ? [source.operation] : [],
  );
}

function lowerOperation(
  operation: Operation,
  lowering: Lowering,
  kernels: ReadonlyMap<string, Kernel>,
): void {
  const kernel = kernels.get(operation.kernel);
  if (!kernel)
    throw new Error(`${operation.kernel}: expected a kernel that was recorded to be known`);
  const results = kernel.lower(operation, lowering);
  operation.outputs.forEach((value, i) => {
    const lowered = results[i];
    if (lowered) lowering.define(value, lowered);
  });
}

function addOutput(lowering: Lowering, name: string, value: Value): void {
  const { graph } = lowering;
  const from = lowering.plain(value);
  const type = outputType(value);
  const converted =
    type === value.dtype ? from : graph.node("Cast", [from], { to: { i: ELEMENT_TYPES[type] } });
  graph.output(name, converted, type, value.shape);
}

function outputType({ dtype }: Value): NumberType {
  return dtype === "bool" ? "int32" : dtype;
}
