/**
 * What a run's process executes. Importing it loads the tensor library and rehearses a training on the backend that most runs will
 * use, so that a warm spare trains at once.
 */
import { createTracker } from "../../tracker/index.js";
import type { Backend } from "../backends/backend.js";
import { chooseBackend } from "../backends/index.js";
import { checkedParameters, configOf, createBackend } from "../run-setup.js";
import { writeArtifacts } from "./artifacts.js";
import { loadTrainingData } from "./data/index.js";
import { dataDescription, trainingSeed } from "./description.js";
import { withEpochLines } from "./epoch-lines.js";
import { countWeights } from "./models/plan.js";
import { parameters, type ResolvedParameters, resolveParameters } from "./parameters.js";
import { rehearse } from "./rehearsal.js";
import { type TrainingResult, train } from "./training/train.js";

await warmUp();

/** Trains the run that the environment describes, and reports everything to its folder. */
export async function run(environment: Record<string, string | undefined>): Promise<void> {
  const tracker = createTracker(environment);
  const config = configOf(tracker);
  const resolved = resolveParameters(checkedParameters(config, parameters));
  tracker.progress(0, 0, { status: "loading data" });
  const data = dataDescription.parse(config.data);
  const digits = await loadTrainingData(data);
  const backend = await createBackend(config);
  try {
    tracker.summary({ ...describeSetup(backend, resolved), data_source: data.source });
    const now = () => performance.now();
    const result = await train({
      parameters: resolved,
      seed: trainingSeed(config.seed, data),
      metric: config.metric,
      digits,
      backend,
      tracker: withEpochLines(tracker, console.log),
      now,
    });
    tracker.summary(describeResult(result));
    tracker.progress(result.steps, result.steps, { unit: "step", status: "saving" });
    await writeArtifacts({ runId: config.run_id, result, digits, data }, tracker);
    result.network.dispose();
  } finally {
    backend.dispose();
  }
}

/** Not libtensorflow: it fixes its number of threads when it starts, and that is not known before a run's configuration is. */
async function warmUp(): Promise<void> {
  const preferred = await chooseBackend(null);
  if (preferred.type === "tensorflow") return;
  const backend = await preferred.create({ threads: 1 });
  await rehearse(backend);
  backend.dispose();
}

function describeSetup(backend: Backend, { network }: ResolvedParameters) {
  return {
    backend: backend.type,
    backend_description: backend.description,
    device: backend.device,
    parameter_count: countWeights(network),
  };
}

/** What has the name of a metric says what it came to: the epoch's that is kept, whichever other was the luckiest. */
function describeResult({ kept, epochs, imagesPerSecond, network }: TrainingResult) {
  const { loss, accuracy, val_loss, val_accuracy } = kept.metrics;
  return {
    kept_epoch: kept.epoch,
    epochs,
    ...{ loss, accuracy, val_loss, val_accuracy },
    images_per_second: Math.round(imagesPerSecond),
    layers: network.layers.map((layer) => ({ ...layer })),
  };
}
