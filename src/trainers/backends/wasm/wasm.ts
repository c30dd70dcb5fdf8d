import { createRequire } from "node:module";
import path from "node:path";
import { type BackendWasm, setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { SweepError } from "../../../core/errors.js";
import type { BackendDescriptor } from "../backend.js";
import { eagerBackend } from "../eager.js";
import { commonOptions } from "../options.js";
import { registerTrainingKernels } from "./kernels/index.js";
import { loopsOf } from "./loops.js";

/**
 * WebAssembly with SIMD, one thread: tfjs's own backend, plus the kernels that training needs and it lacks.
 * `threads` above 1 changes nothing: tfjs switches its threaded build off under Node.
 */
export const wasm: BackendDescriptor = {
  type: "wasm",
  options: commonOptions,
  devices: ["cpu"],
  unavailable: load,
  create: async () => {
    const reason = await load();
    if (reason !== null) throw new SweepError("backend", `backend \`wasm\`: ${reason}`);
    await tf.setBackend("wasm");
    loopsOf(tf.backend() as BackendWasm); // compiles them now, so that no kernel ever does while it holds memory
    return eagerBackend({ type: "wasm", description: "wasm (SIMD, 1 thread)" });
  },
};

async function load(): Promise<string | null> {
  if (!(await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")))
    return "this Node has no WebAssembly SIMD";
  setWasmPaths(binariesFolder());
  registerTrainingKernels();
  return null;
}

/** The `.wasm` files lie beside the package's main file. */
function binariesFolder(): string {
  const main = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  return path.dirname(main) + path.sep;
}
