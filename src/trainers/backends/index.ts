import { Registry } from "../../core/registry.js";
import type { BackendDescriptor } from "./backend.js";
import { lazy } from "./lazy.js";

const compiled = lazy("compiled", async () => (await import("./compiled/compiled.js")).compiled);
const tensorflow = lazy("tensorflow", async () => (await import("./tensorflow.js")).tensorflow);
const wasm = lazy("wasm", async () => (await import("./wasm/wasm.js")).wasm);
const cpu = lazy("cpu", async () => (await import("./cpu.js")).cpu);

/** A new backend is one file and one line here. */
export const backends = new Registry<BackendDescriptor>("backend", [
  compiled,
  tensorflow,
  wasm,
  cpu,
]);

/** From the fastest to the one that works everywhere. */
const BY_SPEED = [compiled, tensorflow, wasm];

/**
 * The backend of this name, or for null the fastest that works on this machine.
 * @throws SweepError("usage") for an unknown name.
 */
export async function chooseBackend(name: string | null): Promise<BackendDescriptor> {
  if (name !== null) return backends.get(name);
  for (const backend of BY_SPEED) if ((await backend.unavailable()) === null) return backend;
  return cpu;
}
