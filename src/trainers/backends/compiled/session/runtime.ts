import type * as ort from "onnxruntime-node";

export type Runtime = typeof ort;

/** @throws what Node says when the package or its native library cannot be loaded. */
export async function loadRuntime(): Promise<Runtime> {
  return (await import("onnxruntime-node")) as Runtime;
}
