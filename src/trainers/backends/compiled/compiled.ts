import { messageOf, SweepError } from "../../../core/errors.js";
import type { BackendDescriptor } from "../backend.js";
import { commonOptions } from "../options.js";
import type { Provider } from "./session/provider.js";

/**
 * Records each step once and has onnxruntime execute the record: see docs/compiled.md. Its packages are loaded when they are needed,
 * and may be missing, or not run on this machine.
 */
export const compiled: BackendDescriptor = {
  type: "compiled",
  options: commonOptions,
  devices: ["cpu", "gpu"],
  async unavailable(device) {
    const reason = await problem();
    if (reason !== null || device !== "gpu") return reason;
    return (await findGpu()).reason;
  },
  async create({ threads, device }) {
    const reason = await problem();
    if (reason !== null) throw new SweepError("backend", `backend \`compiled\`: ${reason}`);
    const provider = device === "gpu" ? await requireGpu() : "cpu";
    const { createCompiled } = await import("./create.js");
    return createCompiled({ threads, provider });
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

async function requireGpu(): Promise<Provider> {
  const { provider, reason } = await findGpu();
  if (provider !== null) return provider;
  throw new SweepError("backend", `device \`gpu\`: not available: ${reason}`);
}

async function findGpu() {
  return (await import("./find-gpu.js")).findGpu();
}
