import type { BundledModel, Engine } from "../../../src/api/bundle.js";

declare global {
  /** Left by engine.js. */
  var sweepEngine: Engine;
  /** Left by model.js. */
  var sweepModel: BundledModel;
}
