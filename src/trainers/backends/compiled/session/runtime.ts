import type * as ort from "onnxruntime-node";
import { messageOf } from "../../../../core/errors.js";

const PACKAGE = "onnxruntime-node"; // loaded when it is needed: it may be missing, or not run on this machine

export type Runtime = typeof ort;

/** @throws what Node says when the package or its native library cannot be loaded. */
export async function loadRuntime(): Promise<Runtime> {
  return (await import("onnxruntime-node")) as Runtime;
}

/** Why onnxruntime-node does not work here, or null. */
export async function runtimeProblem(): Promise<string | null> {
  try {
    await loadRuntime();
    return null;
  } catch (error) {
    return `${PACKAGE} cannot be loaded: ${messageOf(error).split("\n", 1)[0]}`;
  }
}
