import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import type { BackendDescriptor } from "./backend.js";
import { eagerBackend } from "./eager.js";
import { commonOptions } from "./options.js";

/** Plain JavaScript: slow, works everywhere, and is what the other backends are tested against. */
export const cpu: BackendDescriptor = {
  type: "cpu",
  options: commonOptions,
  devices: ["cpu"],
  unavailable: async () => null,
  create: async () => {
    await tf.setBackend("cpu");
    silenceAdvice(tf.backend());
    return eagerBackend({ type: "cpu", description: "cpu (plain JavaScript, 1 thread)" });
  },
};

/** Its first use prints an advertisement for tfjs-node, unless this field says that the first use was before. */
function silenceAdvice(backend: tf.KernelBackend): void {
  Object.assign(backend, { firstUse: false });
}
