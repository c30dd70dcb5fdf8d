import * as tf from "@tensorflow/tfjs-core";
import type { Backend, BackendOptions, Step } from "../backend.js";
import { cpu } from "../cpu.js";
import { wasm } from "../wasm/wasm.js";
import type { Unlowerable } from "./kernel.js";
import { kernels } from "./lowering/index.js";
import { prepareStep } from "./prepare.js";
import { COMPILED, type RecordingBackend } from "./recording/recording-backend.js";
import { registerRecording } from "./register.js";
import { findBlockSize } from "./session/block-size.js";
import { ResidentVariables } from "./session/resident-variables.js";
import { loadRuntime } from "./session/runtime.js";
import type { Session } from "./session/session.js";

export async function createCompiled({ threads }: BackendOptions): Promise<Backend> {
  registerRecording();
  await tf.setBackend(COMPILED);
  const backend = tf.backend() as RecordingBackend;
  const runtime = await loadRuntime();
  const residents = new ResidentVariables(backend, runtime);
  const blockSize = await findBlockSize(runtime);
  const sessions: Session[] = [];
  const substitute = createSubstitute();
  const options = {
    backend,
    kernels,
    runtime,
    residents,
    blockSize,
    threads,
    fallback: substitute.prepare,
    onSession: (session: Session) => sessions.push(session),
  };
  return {
    type: COMPILED,
    description: `compiled (onnxruntime, ${threads} ${threads === 1 ? "thread" : "threads"})`,
    prepare: (step) => prepareStep(step, options),
    dispose: () => {
      for (const session of sessions) void session.release();
      substitute.dispose();
      tf.removeBackend(COMPILED);
    },
  };
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
