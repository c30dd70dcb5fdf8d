import type { NumberArray, NumberArrays, PreparedStep } from "../../backend.js";
import type { CompiledStep } from "../lowering/lower-recording.js";
import { type Numbers, type Spec, sizeOf } from "../recording/value.js";
import { dropCopies } from "./drop-copies.js";
import type { Provider } from "./provider.js";
import type { ResidentVariables, RuntimeTensor } from "./resident-variables.js";
import type { Runtime } from "./runtime.js";

export interface SessionOptions {
  runtime: Runtime;
  residents: ResidentVariables;
  threads: number;
  provider: Provider;
  /** Is it run once in a while only? Then it keeps no memory between two runs. */
  rare: boolean;
}

/** A compiled step, ready to be executed by onnxruntime. */
export interface Session {
  run: PreparedStep;
  release(): Promise<void>;
}

export async function createSession(
  compiled: CompiledStep,
  { runtime, residents, ...options }: SessionOptions,
): Promise<Session> {
  const session = await runtime.InferenceSession.create(compiled.model, sessionSettings(options));
  const run: PreparedStep = async (inputs) => {
    const feeds: Record<string, RuntimeTensor> = {};
    for (const [name, input] of compiled.inputs)
      feeds[name] = toTensor(runtime, need(inputs, input.name), input.value);
    for (const [name, variable] of compiled.variables) feeds[name] = residents.current(variable);
    const fetches: Record<string, RuntimeTensor> = {};
    for (const [name, { value }] of compiled.outputs) fetches[name] = emptyTensor(runtime, value);
    for (const [name, variable] of compiled.assigned) fetches[name] = residents.spare(variable);
    if (Object.keys(fetches).length > 0) dropCopies(await session.run(feeds, fetches), fetches);
    for (const variable of compiled.assigned.values()) residents.swap(variable);
    return results(compiled, fetches);
  };
  return { run, release: () => session.release() };
}

/** How onnxruntime executes a graph. `frozen`: its weights are constants. */
export function sessionSettings({
  threads,
  rare,
  provider,
  frozen = false,
}: Pick<SessionOptions, "threads" | "rare" | "provider"> & { frozen?: boolean }) {
  return {
    executionProviders: [provider], // what it cannot execute is left to the CPU
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential" as const,
    enableCpuMemArena: !rare,
    enableMemPattern: false, // a third of the memory, without a difference in time
    // `all` also turns constant filters to blocks: only frozen graphs have them
    graphOptimizationLevel: frozen ? ("all" as const) : ("extended" as const),
    logSeverityLevel: 3 as const, // errors; it warns of every constant that it folds
    extra: {
      session: {
        use_deterministic_compute: "1",
        set_denormal_as_zero: "1",
        // ever smaller pieces of an operator's work: a thread that the machine holds up leaves the rest of its share to the others
        dynamic_block_base: "4",
      },
    },
  };
}

function toTensor(runtime: Runtime, { data, shape }: NumberArray, spec: Spec): RuntimeTensor {
  return new runtime.Tensor(spec.dtype as "float32", data as Float32Array, shape);
}

function emptyTensor(runtime: Runtime, { dtype, shape }: Spec): RuntimeTensor {
  const size = sizeOf(shape);
  if (dtype === "float32") return new runtime.Tensor(dtype, new Float32Array(size), shape);
  return new runtime.Tensor("int32", new Int32Array(size), shape);
}

function results({ outputs }: CompiledStep, fetches: Record<string, RuntimeTensor>): NumberArrays {
  const entries = [...outputs].map(([name, output]) => {
    const data = fetches[name]?.data as Exclude<Numbers, Uint8Array>;
    return [output.name, { data, shape: [...output.value.shape] }] satisfies [string, NumberArray];
  });
  return Object.fromEntries(entries);
}

function need(inputs: NumberArrays, name: string): NumberArray {
  const array = inputs[name];
  if (!array) throw new Error(`expected an input \`${name}\``);
  return array;
}
