import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import {
  getKernelsForBackend,
  type KernelConfig,
  registerKernel,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import { type Kernel, Unlowerable } from "../kernel.js";
import type { Recorder } from "./recorder.js";
import type { NamedValues, Numbers, Value } from "./value.js";

/** The name under which tfjs knows the backend. */
export const COMPILED = "compiled";

/**
 * A tfjs backend that computes as the pure JavaScript one does, from which it inherits where numbers are kept, except while a step
 * is recorded: then a kernel's call is written down, and the tensors it returns have a shape but no numbers.
 */
export class RecordingBackend extends MathBackendCPU {
  #recorder: Recorder | null = null;

  constructor() {
    super();
    Object.assign(this, { firstUse: false }); // else its first use prints an advertisement for tfjs-node
  }

  /** Everything that `body` computes goes to the recorder. */
  record<T>(recorder: Recorder, body: () => T): T {
    this.#recorder = recorder;
    try {
      return body();
    } finally {
      this.#recorder = null;
    }
  }

  get recorder(): Recorder | null {
    return this.#recorder;
  }

  /** A tensor without numbers that stands for the value. */
  tensorOf(recorder: Recorder, value: Value): TensorInfo {
    const dataId = super.write(undefined as never, value.shape, value.dtype); // as tfjs's own kernels allocate
    recorder.bind(dataId, value);
    return { dataId, shape: value.shape, dtype: value.dtype };
  }

  /** The numbers behind a tensor, or null for one that stands for a value of some recording. */
  numbersOf(dataId: object): Numbers | null {
    return (this.data.get(dataId).values as Numbers | undefined) ?? null;
  }

  override readSync(dataId: object) {
    if (this.#recorder && !this.numbersOf(dataId))
      throw new Unlowerable("reading a tensor's numbers within a step");
    return super.readSync(dataId).slice() as Float32Array; // the array itself is computed into again
  }

  override async read(dataId: object) {
    return this.readSync(dataId);
  }
}

/** Gives the backend every kernel of the pure JavaScript one, each with the switch to the recorder before it. */
export function registerKernels(compiled: ReadonlyMap<string, Kernel>): void {
  const cpu = getKernelsForBackend("cpu");
  const known = new Set(cpu.map(({ kernelName }) => kernelName));
  const own = [...compiled.keys()].filter((kernelName) => !known.has(kernelName));
  for (const kernel of [
    ...cpu,
    ...own.map((kernelName) => ({ kernelName, kernelFunc: onlyRecorded })),
  ]) {
    registerKernel(recorded(kernel, compiled.get(kernel.kernelName)?.givesList ?? false));
  }
}

function recorded(
  { kernelName, kernelFunc }: Pick<KernelConfig, "kernelName" | "kernelFunc">,
  givesList: boolean,
): KernelConfig {
  return {
    kernelName,
    backendName: COMPILED,
    kernelFunc: (call) => {
      const backend = call.backend as RecordingBackend;
      const { recorder } = backend;
      if (!recorder) return kernelFunc(call);
      const tensors = callRecorder(recorder, kernelName, call).map((value) =>
        backend.tensorOf(recorder, value),
      );
      return givesList ? tensors : (tensors[0] as TensorInfo);
    },
  };
}

type KernelArguments = Parameters<KernelConfig["kernelFunc"]>[0];

function callRecorder(
  recorder: Recorder,
  kernelName: string,
  { inputs, attrs }: KernelArguments,
): Value[] {
  const values = Object.entries(inputs).map(([name, input]) => [
    name,
    Array.isArray(input)
      ? (input as TensorInfo[]).map((each) => recorder.valueOf(each))
      : input && recorder.valueOf(input),
  ]);
  return recorder.call(kernelName, Object.fromEntries(values) as NamedValues, attrs);
}

function onlyRecorded(): never {
  throw new Error("expected this kernel within a recorded step only");
}
