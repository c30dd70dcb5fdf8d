import { createContext, Script } from "node:vm";
import type { BundledModel, Engine, OpenNetwork } from "../../api/bundle.js";
import { SweepError } from "../../core/errors.js";
import { PIXELS } from "../../trainers/digits/description.js";
import type { ExportCheck } from "../../trainers/exports/format.js";

const TOLERANCE = 1e-4; // of a probability; orders of summation differ by some 1e-6
const IMAGES = 3;

/** The contents of engine.js and model.js. */
export interface BundleScripts {
  engine: string;
  model: string;
}

/**
 * Runs the bundle's own scripts on a few pictures and holds their answers against the saved network's.
 * @throws SweepError("data") when they differ, or the scripts cannot compute the model.
 */
export async function checkBundle(
  scripts: BundleScripts,
  { modelDir }: { modelDir: string },
): Promise<ExportCheck> {
  const images = testImages();
  const expected = await ownAnswers(modelDir, images);
  const network = await openScripts(scripts);
  const answers = network.predict(images);
  const difference = expected.reduce(
    (most, probability, i) => Math.max(most, Math.abs(probability - (answers[i] ?? Number.NaN))),
    0,
  );
  const how = `by the bundle's own engine (${network.runtime}) on ${IMAGES} images`;
  if (difference <= TOLERANCE) return { state: "passed", how, difference };
  throw new SweepError(
    "data",
    `bundle: expected the network's probabilities, got some that differ by ${difference.toPrecision(3)} (at most ${TOLERANCE} is rounding)`,
  );
}

/** They show nothing, with grey levels of all sizes: differences show whatever is seen. */
function testImages(): Uint8Array {
  return Uint8Array.from({ length: IMAGES * PIXELS }, (_, i) => 127.5 * (1 + Math.sin(i * i)));
}

/** Of the fastest backend here, which has no code in common with the bundle's. */
async function ownAnswers(modelDir: string, images: Uint8Array): Promise<Float32Array> {
  const { chooseBackend } = await import("../../trainers/backends/index.js");
  const { openSaved } = await import("../../trainers/serving/open-model.js");
  const backend = await (await chooseBackend(null)).create({ threads: 1 });
  try {
    const model = await openSaved(modelDir, backend);
    const answers = await model.predict(images);
    await model.release();
    return answers;
  } finally {
    backend.dispose();
  }
}

/** Among globals of their own, as a browser has them: tfjs keeps what it has loaded among them. */
async function openScripts({ engine, model }: BundleScripts): Promise<OpenNetwork> {
  const globals: { sweepEngine?: Engine; sweepModel?: BundledModel } = {};
  const context = createContext(
    Object.assign(globals, {
      atob,
      console,
      performance,
      Response,
      setTimeout,
      TextDecoder,
      TextEncoder,
    }),
  );
  try {
    new Script(engine, { filename: "engine.js" }).runInContext(context);
    new Script(model, { filename: "model.js" }).runInContext(context);
    if (!globals.sweepEngine || !globals.sweepModel)
      throw new Error("expected an engine and a model");
    return await globals.sweepEngine.open(globals.sweepModel);
  } catch (cause) {
    const problem = String(cause).replace(/^Error: /, ""); // no instance of this side's Error
    throw new SweepError("data", `bundle: cannot be run: ${problem}`, { cause });
  }
}
