import { clone, type Tensor } from "@tensorflow/tfjs-core";
import type { Backend, NumberArrays } from "../../backends/backend.js";
import type { Network } from "./network.js";

/** All weights of a network as numbers, by name: what a checkpoint holds and what is saved. */
export interface Checkpointer {
  take(): Promise<NumberArrays>;
  restore(snapshot: NumberArrays): Promise<void>;
}

/** Reads and writes weights through the backend, which may keep them where tfjs does not see them. */
export function createCheckpointer(backend: Backend, network: Network): Checkpointer {
  const read = backend.prepare(() =>
    Object.fromEntries(
      network.weights.map(({ name, variable }) => [name, clone<Tensor>(variable)]),
    ),
  );
  const write = backend.prepare((inputs) => {
    for (const { name, variable } of network.weights) {
      const value = inputs[name];
      if (value) variable.assign(value);
    }
    return {};
  });
  return {
    take: () => read({}),
    async restore(snapshot) {
      await write(snapshot);
    },
  };
}
