import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import * as tfl from "@tensorflow/tfjs-layers";
import { z } from "zod";
import { messageOf, SweepError } from "../../../core/errors.js";
import { CLASSES, IMAGE_SIDE } from "../description.js";
import { MODEL_FILE, WEIGHTS_FILE } from "./save.js";
import { type Weight, weightOf } from "./weights.js";

/** A saved network, for inference. */
export interface LoadedModel {
  /** Probabilities [n, 10] of images [n, 28, 28, 1] scaled to 0–1. */
  infer(images: Tensor): Tensor;
  readonly weights: readonly Weight[];
  dispose(): void;
}

/** @throws SweepError("not-found") when the folder holds no model, or one of another shape. */
export async function loadModel(folder: string): Promise<LoadedModel> {
  const file = join(folder, MODEL_FILE);
  const model = await tfl.loadLayersModel({ load: () => readArtifacts(folder) }).catch((cause) => {
    throw new SweepError("not-found", `${file}: cannot be loaded: ${messageOf(cause)}`, { cause });
  });
  checkShapes(model, file);
  return {
    infer: (images) => tidy(() => model.apply(images, { training: false }) as Tensor), // one output, applied to a tensor
    weights: model.weights.map(weightOf),
    dispose: () => {
      model.dispose();
    },
  };
}

const modelFile = z.object({
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.tuple([
    z.object({
      weights: z.array(
        z.object({ name: z.string(), shape: z.array(z.number()), dtype: z.literal("float32") }),
      ),
    }),
  ]),
});

/** A saved network's parts, as tfjs takes them. @throws Error that says what is wrong with the files. */
export async function readArtifacts(folder: string) {
  const { modelTopology, weightsManifest } = modelFile.parse(
    JSON.parse(await readFile(join(folder, MODEL_FILE), "utf8")),
  );
  const bytes = await readFile(join(folder, WEIGHTS_FILE));
  const weightSpecs = weightsManifest[0].weights;
  const expected = weightSpecs.reduce(
    (sum, { shape }) => sum + 4 * shape.reduce((a, b) => a * b, 1),
    0,
  );
  if (bytes.byteLength !== expected)
    throw new Error(`${WEIGHTS_FILE}: expected ${expected} bytes, got ${bytes.byteLength}`);
  const weightData = new Uint8Array(bytes).buffer; // a copy of its own: small files share Node's buffer pool
  return { modelTopology, weightSpecs, weightData };
}

function checkShapes(model: tfl.LayersModel, file: string): void {
  const expected = `${[IMAGE_SIDE, IMAGE_SIDE, 1]} → ${CLASSES}`;
  const shapes = [model.inputs[0]?.shape.slice(1), model.outputs[0]?.shape.slice(1)].join(" → ");
  if (shapes !== expected)
    throw new SweepError(
      "not-found",
      `${file}: expected a model of shape ${expected}, got ${shapes}`,
    );
}
