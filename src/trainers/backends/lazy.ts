import type { Device } from "../../core/device.js";
import type { BackendDescriptor } from "./backend.js";
import { commonOptions } from "./options.js";

/** A backend whose tensor library is loaded when it is first used: commands that only name backends do not wait for it. */
export function lazy(
  type: string,
  devices: readonly Device[],
  load: () => Promise<BackendDescriptor>,
): BackendDescriptor {
  return {
    type,
    options: commonOptions,
    devices,
    unavailable: async (device) => (await load()).unavailable(device),
    create: async (options) => (await load()).create(options),
  };
}
