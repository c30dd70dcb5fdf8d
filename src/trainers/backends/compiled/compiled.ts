import { messageOf, SweepError } from "../../../core/errors.js";
import type { BackendDescriptor } from "../backend.js";
import { commonOptions } from "../options.js";

/**
 * Records each step once and has onnxruntime execute the record: see docs/compiled.md. Its packages are loaded when they are needed,
 * and may be missing, or not run on this machine.
 */
export const compiled: BackendDescriptor = {
  type: "compiled",
  options: commonOptions,
  unavailable: problem,
  create: async (options) => {
    const reason = await problem();
    if (reason !== null) throw new SweepError("backend", `backend \`compiled\`: ${reason}`);
    const { createCompiled } = await import("./create.js");
    return createCompiled(options);
  },
};

async function problem(): Promise<string | null> {
  try {
    const { loadRuntime } = await import("./session/runtime.js");
    await Promise.all([loadRuntime(), import("./create.js")]);
    return null;
  } catch (error) {
    return `onnxruntime-node does not work here: ${messageOf(error).split("\n", 1)[0]}`;
  }
}
