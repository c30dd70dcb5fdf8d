import type { BackendDescriptor } from "./backend.js";
import { commonOptions } from "./options.js";

/** A backend whose tensor library is loaded when it is first used: commands that only name backends do not wait for it. */
export function lazy(type: string, load: () => Promise<BackendDescriptor>): BackendDescriptor {
  return {
    type,
    options: commonOptions,
    unavailable: async () => (await load()).unavailable(),
    create: async (options) => (await load()).create(options),
  };
}
