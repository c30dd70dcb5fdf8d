import * as tf from "@tensorflow/tfjs-core";
import { SweepError } from "../../../core/errors.js";
import type { Backend, Step } from "../backend.js";
import { cpu } from "../cpu.js";
import { wasm } from "../wasm/wasm.js";
import type { Unlowerable } from "./kernel.js";
import { kernels } from "./lowering/index.js";
import { prepareStep } from "./prepare.js";
import { prepareFrozen } from "./prepare-frozen.js";
import { COMPILED, type RecordingBackend } from "./recording/recording-backend.js";
import { registerRecording } from "./register.js";
import { findBlockSize } from "./session/block-size.js";
import { GPU_PROVIDERS, type Provider } from "./session/provider.js";
import { ResidentVariables } from "./session/resident-variables.js";
import { loadRuntime } from "./session/runtime.js";
import type { Session } from "./session/session.js";

export interface CompiledOptions {
  threads: number;
  provider: Provider;
}

export async function createCompiled({ threads, provider }: CompiledOptions): Promise<Backend> {
  registerRecording();
  await tf.setBackend(COMPILED);
  const backend = tf.backend() as RecordingBackend;
  const runtime = await loadRuntime();
  const onGpu = provider !== "cpu";
  const residents = new ResidentVariables(backend, runtime);
  const blockSize = onGpu ? null : await findBlockSize(runtime); // only the CPU has blocked convolutions
  const sessions: Session[] = [];
  const substitute = createSubstitute();
  const options = {
    ...{ backend, kernels, runtime, residents, blockSize, basic: onGpu, threads, provider },
    fallback: onGpu ? refuse : substitute.prepare,
    onSession: (session: Session) => sessions.push(session),
  };
  return {
    type: COMPILED,
    description: describe({ threads, provider }),
    device: onGpu ? "gpu" : "cpu",
    prepare: (step, { frozen = false } = {}) =>
      frozen && !onGpu ? prepareFrozen(step, options) : prepareStep(step, options),
    dispose: () => {
      for (const session of sessions) void session.release();
      substitute.dispose();
      tf.removeBackend(COMPILED);
    },
  };
}

function describe({ threads, provider }: CompiledOptions): string {
  if (provider !== "cpu") return `compiled (onnxruntime, GPU by ${GPU_PROVIDERS[provider]})`;
  return `compiled (onnxruntime, ${threads === 1 ? "1 thread" : `up to ${threads} threads`})`;
}

/** Whatever else could execute the step would do so on the CPU, which nobody asked for. */
async function refuse(_: Step, { message }: Unlowerable): Promise<never> {
  throw new SweepError(
    "backend",
    `device \`gpu\`: cannot compile ${message}; \`device: cpu\` executes it`,
  );
}

/** What executes the steps that cannot be compiled. */
function createSubstitute() {
  let backend: Promise<Backend> | null = null;
  const warned = new Set<string>();
  const warnOnce = (message: string) => {
    if (!warned.has(message)) process.emitWarning(`backend \`${COMPILED}\`: ${message}`);
    warned.add(message);
  };
  return {
    async prepare(step: Step, reason: Unlowerable) {
      const descriptor = (await wasm.unavailable()) === null ? wasm : cpu;
      warnOnce(`cannot compile ${reason.message}; \`${descriptor.type}\` executes this step`);
      backend ??= descriptor.create({ threads: 1 });
      return (await backend).prepare(step);
    },
    dispose(): void {
      void backend?.then((each) => each.dispose());
    },
  };
}
