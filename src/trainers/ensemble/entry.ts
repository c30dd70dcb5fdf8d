/** What an ensemble's process executes. */
import { createTracker } from "../../tracker/index.js";
import { checkedParameters, configOf, createBackend } from "../run-setup.js";
import { writeArtifacts } from "./artifacts.js";
import { build } from "./build.js";
import { ensembleDescription } from "./description.js";
import { parameters, resolveParameters } from "./parameters.js";
import { summarise } from "./summary.js";

/** Makes the ensemble that the environment describes, and reports everything to its folder. */
export async function run(environment: Record<string, string | undefined>): Promise<void> {
  const tracker = createTracker(environment);
  const config = configOf(tracker);
  const description = ensembleDescription.parse(config.data);
  const resolved = resolveParameters(checkedParameters(config, parameters));
  const backend = await createBackend(config);
  try {
    tracker.summary({ backend: backend.type, device: backend.device });
    const onProgress = (status: string, done: number, total: number) =>
      tracker.progress(done, total, { unit: "network", status });
    const built = await build({ description, ...resolved, seed: config.seed, backend, onProgress });
    const { metrics, summary, members } = summarise(built, description);
    for (const { name, weight, accuracy } of members)
      console.log(`${name}: weight ${weight.toFixed(3)}, accuracy ${accuracy.toFixed(4)}`);
    tracker.log(metrics, { step: 1 });
    tracker.summary(summary);
    onProgress("saving", 0, 0);
    await writeArtifacts({ runId: config.run_id, built, description, backend }, tracker);
    onProgress("done", 1, 1);
  } finally {
    backend.dispose();
  }
}
