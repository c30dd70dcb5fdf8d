import { loadRuntime } from "../backends/compiled/session/runtime.js";
import { IMAGE_SIDE, PIXELS } from "../digits/description.js";

/** An exported model.onnx, executed as others will execute it: in a session of its own, by one thread of the CPU. */
export interface PortableNetwork {
  /** Probabilities [n, 10] of images scaled to 0–1, [n, 28, 28, 1]. One call at a time. */
  predict(images: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

export interface PortableOptions {
  /** Does it keep memory between two calls? Faster, for one that stays loaded. */
  keepsMemory: boolean;
}

/** @throws what Node or onnxruntime says when the package or the model cannot be loaded. */
export async function openPortableNetwork(
  model: Uint8Array,
  { keepsMemory }: PortableOptions,
): Promise<PortableNetwork> {
  const runtime = await loadRuntime();
  const session = await runtime.InferenceSession.create(model, {
    executionProviders: ["cpu"],
    intraOpNumThreads: 1, // networks of this size lose more by handing work to other threads than they win
    enableCpuMemArena: keepsMemory,
    logSeverityLevel: 3,
  });
  return {
    async predict(images) {
      const shape = [images.length / PIXELS, IMAGE_SIDE, IMAGE_SIDE, 1];
      const results = await session.run({ images: new runtime.Tensor("float32", images, shape) });
      return results.probabilities?.data as Float32Array; // float32, as every exported model states
    },
    release: () => session.release(),
  };
}
