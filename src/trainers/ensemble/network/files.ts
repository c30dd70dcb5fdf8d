import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SweepError } from "../../../core/errors.js";
import { readArtifacts } from "../../digits/network/load.js";
import { MODEL_FILE, MODEL_FOLDER, WEIGHTS_FILE } from "../../digits/network/save.js";
import type { MemberNetwork } from "../description.js";
import { hashNetwork } from "./hash.js";
import type { SavedNetwork } from "./join.js";

/** @throws SweepError("data") where the files are not those that were chosen. */
export async function readNetwork({ run, artifacts, model }: MemberNetwork): Promise<SavedNetwork> {
  const folder = join(artifacts, MODEL_FOLDER);
  const found = await hashNetwork(folder);
  if (found !== model)
    throw new SweepError(
      "data",
      `run ${run}: artifacts/${MODEL_FOLDER} was changed since it was chosen: expected SHA-256 ${model}, got ${found}`,
    );
  const { modelTopology, weightSpecs, weightData } = await readArtifacts(folder);
  return { topology: modelTopology, weights: weightSpecs, data: new Uint8Array(weightData) };
}

/** Writes a network as tfjs's layers format has it. */
export async function writeNetwork(
  { topology, weights, data }: SavedNetwork,
  folder: string,
): Promise<void> {
  const model = {
    format: "layers-model",
    generatedBy: "sweep",
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: [
      { paths: [WEIGHTS_FILE], weights: weights.map((each) => ({ ...each, dtype: "float32" })) },
    ],
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, WEIGHTS_FILE), data);
  await writeFile(join(folder, MODEL_FILE), `${JSON.stringify(model)}\n`);
}
