import type { Device } from "../../core/device.js";
import { SweepError } from "../../core/errors.js";
import { Registry } from "../../core/registry.js";
import type { BackendDescriptor } from "./backend.js";
import { lazy } from "./lazy.js";

const compiled = lazy(
  "compiled",
  ["cpu", "gpu"],
  async () => (await import("./compiled/compiled.js")).compiled,
);
const tensorflow = lazy(
  "tensorflow",
  ["cpu"],
  async () => (await import("./tensorflow.js")).tensorflow,
);
const wasm = lazy("wasm", ["cpu"], async () => (await import("./wasm/wasm.js")).wasm);
const cpu = lazy("cpu", ["cpu"], async () => (await import("./cpu.js")).cpu);

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
 * The backend of this name, or for null the fastest that works on this machine. For a GPU it is the one that can use it, whether or
 * not there is one: nobody who asks for a GPU gets a CPU.
 * @throws SweepError("usage") for an unknown name, or one that does not compute on the device.
 */
export async function chooseBackend(
  name: string | null,
  device: Device = "cpu",
): Promise<BackendDescriptor> {
  if (name !== null) return requireDevice(backends.get(name), device);
  if (device === "gpu") return compiled;
  for (const backend of BY_SPEED) if ((await backend.unavailable()) === null) return backend;
  return cpu;
}

function requireDevice(backend: BackendDescriptor, device: Device): BackendDescriptor {
  if (backend.devices.includes(device)) return backend;
  throw new SweepError(
    "usage",
    `device: expected \`${backend.devices.join("` or `")}\` with the backend \`${backend.type}\`, got \`${device}\``,
  );
}
