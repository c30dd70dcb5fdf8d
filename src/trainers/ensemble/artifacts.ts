import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatPredictions, PREDICTIONS_FILE } from "../../protocol/predictions.js";
import type { Tracker } from "../../tracker/index.js";
import type { Backend } from "../backends/backend.js";
import { loadImages } from "../digits/data/index.js";
import { CLASSES } from "../digits/description.js";
import { MODEL_FILE, MODEL_FOLDER, WEIGHTS_FILE } from "../digits/network/save.js";
import { imagesOf } from "../digits/training/batches.js";
import type { Reference } from "../exports/format.js";
import { WRITTEN_BY_RUNS } from "../exports/index.js";
import { writeExports } from "../exports/write-exports.js";
import { type Built, imagesAt } from "./build.js";
import type { EnsembleDescription, MemberNetwork } from "./description.js";
import { answerOf } from "./measure.js";
import { readNetwork, writeNetwork } from "./network/files.js";
import { joinNetworks } from "./network/join.js";
import { membersOf } from "./summary.js";

const MEMBERS_FILE = "members.json";

/** What an ensemble's artifacts are written from. */
export interface Ensemble {
  runId: string;
  built: Built;
  description: EnsembleDescription;
  backend: Backend;
}

/** Writes the joined network, the answers on the validation rows and the members; each is announced when it is complete. */
export async function writeArtifacts(
  ensemble: Ensemble,
  tracker: Pick<Tracker, "artifact" | "artifactsDir" | "summary">,
): Promise<void> {
  const { runId, built, description } = ensemble;
  const folder = tracker.artifactsDir;
  const modelDir = join(folder, MODEL_FOLDER);
  const parts = partsOf(built, description);
  await mkdir(folder, { recursive: true });
  await writeNetwork(await joined(parts, built), modelDir);
  tracker.artifact(`${MODEL_FOLDER}/${MODEL_FILE}`, "model");
  tracker.artifact(`${MODEL_FOLDER}/${WEIGHTS_FILE}`, "model");
  await writeFile(join(folder, PREDICTIONS_FILE), predictionsOf(built));
  tracker.artifact(PREDICTIONS_FILE, "predictions");
  const members = JSON.stringify(membersOf(built, description), null, 2);
  await writeFile(join(folder, MEMBERS_FILE), `${members}\n`);
  tracker.artifact(MEMBERS_FILE);
  const request = { modelDir, runId, reference: await referenceOf(parts, ensemble) };
  await writeExports(WRITTEN_BY_RUNS, request, tracker);
}

/** A network with its weight in the whole. */
interface Part {
  network: MemberNetwork;
  weight: number;
}

/** Of candidates with weight alone; the networks of one share its weight. */
function partsOf({ weights }: Built, { candidates }: EnsembleDescription): Part[] {
  return candidates.flatMap(({ networks }, i) =>
    networks
      .map((network) => ({ network, weight: (weights[i] ?? 0) / networks.length }))
      .filter(({ weight }) => weight > 0),
  );
}

async function joined(parts: readonly Part[], { views }: Built) {
  const members = [];
  for (const { network, weight } of parts)
    members.push({ network: await readNetwork(network), weight });
  return joinNetworks({ members, views });
}

function predictionsOf({ answered: { rows, labels }, estimate }: Built): string {
  return formatPredictions({ rows, labels, probabilities: estimate, classes: CLASSES });
}

const CHECKED_IMAGES = 100; // as many as a digits run checks its exports with

/** The weighted mean of the members' own answers, by which the exported whole is checked. */
async function referenceOf(
  parts: readonly Part[],
  { built, description, backend }: Ensemble,
): Promise<Reference> {
  const rows = built.answered.rows.subarray(0, CHECKED_IMAGES);
  const { images } = await loadImages(description.train);
  const checked = imagesAt(images, rows);
  const probabilities = new Float32Array(rows.length * CLASSES);
  for (const { network, weight } of parts) {
    const answers = await answerOf(network, { backend, images: checked, views: built.views });
    answers.forEach((answer, i) => {
      probabilities[i] = (probabilities[i] ?? 0) + weight * answer;
    });
  }
  return { images: imagesOf(images, rows).data, probabilities };
}
