import type { BundledModel, OpenNetwork } from "../../../src/api/bundle.js";
import type { Source } from "../draw/state.js";
import { runtime } from "./runtime.js";

/** The model in the page itself: nothing that is drawn leaves the browser. */
export function ownSource(model: BundledModel): Source {
  const opening = openNetwork(model);
  return {
    async model() {
      await opening;
      return model.card;
    },
    async predict(levels) {
      const network = await opening;
      const probabilities = Array.from(network.predict(levels));
      const label = probabilities.indexOf(Math.max(...probabilities));
      return { prediction: { label, probabilities }, run: model.card.run };
    },
  };
}

async function openNetwork(model: BundledModel): Promise<OpenNetwork> {
  const network = await globalThis.sweepEngine.open(model);
  runtime.value = network.runtime;
  return network;
}
