import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPaths } from "../../src/protocol/run-paths.js";
import { chooseBackend } from "../../src/trainers/backends/index.js";
import { saveModel } from "../../src/trainers/digits/network/save.js";
import { parameters, resolveParameters } from "../../src/trainers/digits/parameters.js";
import { predictRows } from "../../src/trainers/digits/predict.js";
import { train } from "../../src/trainers/digits/training/train.js";
import { onnx } from "../../src/trainers/exports/onnx.js";
import { START, type Workspace } from "../selection/workspace.js";
import { realDigits } from "../trainers/digits/support.js";

/** A folder with a small network that was trained on the first real digits, as tfjs and ONNX model. Who asks removes it. */
export async function trainedModel({ digits = 3_000, epochs = 3 } = {}): Promise<string> {
  const modelDir = mkdtempSync(join(tmpdir(), "sweep-trained-"));
  const backend = await (await chooseBackend(null)).create({ threads: 1 });
  try {
    const given = { model: "compact", epochs, batch_norm: true, augment: true };
    const { network, kept } = await train({
      parameters: resolveParameters(parameters.parse(given)),
      seed: 1,
      metric: { name: "val_accuracy", goal: "maximize" },
      digits: realDigits(digits),
      backend,
      tracker: { log: () => {}, progress: () => {} },
      now: () => performance.now(),
    });
    await saveModel(network, kept.weights, modelDir);
    network.dispose();
    const { contents } = await onnx.convert({ modelDir, runId: "8c1dfe02ab34", reference: null });
    await writeFile(join(modelDir, "model.onnx"), contents[0] ?? "");
    return modelDir;
  } finally {
    backend.dispose();
  }
}

/** The answers of the saved model by the function that submissions are made with. */
export async function ownAnswers(modelDir: string, images: Uint8Array): Promise<Float32Array> {
  const backend = await (await chooseBackend(null)).create({ threads: 1 });
  try {
    return await predictRows({ modelDir, images, backend, onProgress: () => {} });
  } finally {
    backend.dispose();
  }
}

/** Puts a finished run with this model into the store. `leaveOut`: files that it did not write. */
export function addRunWith(
  modelDir: string,
  { store, runsDir, addSweep }: Workspace,
  ids: readonly string[],
  leaveOut: readonly string[] = [],
): void {
  addSweep(
    "served",
    ids.map((id) => ({ id, name: `run ${id}`, state: "running" as const })),
  );
  const names = readdirSync(modelDir).filter((name) => !leaveOut.includes(name));
  for (const id of ids) {
    const folder = join(runPaths(runsDir, id).artifacts, "model");
    mkdirSync(folder, { recursive: true });
    const artifacts = names.map((name) => {
      copyFileSync(join(modelDir, name), join(folder, name));
      const content = readFileSync(join(folder, name));
      const sha256 = createHash("sha256").update(content).digest("hex");
      const about = { runId: id, path: `model/${name}`, kind: "model", createdAt: START };
      return { ...about, bytes: content.length, sha256 };
    });
    const nothing = { metrics: [], progress: null, summary: {} };
    store.ingest({ runId: id, attempt: 1, offset: 2, artifacts, ...nothing }, START);
    const outcome = { type: "finished" } as const;
    store.endRun(id, "finished", { outcome, maxRssBytes: null, cpuSeconds: null }, START + 1);
  }
}
