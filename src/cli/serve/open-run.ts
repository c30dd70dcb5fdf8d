/**
 * A run's model, ready to answer. What is loaded is what the run recorded: files that were changed since are refused.
 * Tensor libraries are imported only when a model is opened.
 */
import { join } from "node:path";
import { SweepError } from "../../core/errors.js";
import type { ArtifactRecord, RunRecord } from "../../core/records.js";
import { runPaths } from "../../protocol/run-paths.js";
import { requireFinished } from "../../selection/promotion.js";
import { requireKept } from "../../selection/require-kept.js";
import { expectedScore } from "../../selection/validation-score.js";
import { verifyArtifact } from "../../selection/verify-artifact.js";
import type { ModelCard } from "../../serving/schemas.js";
import type { ServedModel } from "../../serving/served-model.js";
import type { Store } from "../../store/store.js";
import type { Backend } from "../../trainers/backends/backend.js";
import type { OpenModel } from "../../trainers/serving/open-model.js";

export interface OpenerOptions {
  store: Store;
  runsDir: string;
  /** Told that a run's model.onnx cannot be used, and its saved model is instead. */
  onFallback(problem: string): void;
}

/** The files of which a model is opened, within artifacts/: the first alone, or both others. */
export const ONNX = "model/model.onnx";
export const SAVED = ["model/model.json", "model/weights.bin"];

/** Opens models one after the other; those that tfjs executes share one backend. */
export class ModelOpener {
  readonly #options: OpenerOptions;
  #backend: Promise<Backend> | null = null;

  constructor(options: OpenerOptions) {
    this.#options = options;
  }

  /** @throws SweepError("conflict") for a run that has no model, ("data") when its files were changed. */
  async open(run: RunRecord): Promise<ServedModel> {
    requireFinished(run, "served");
    requireKept(run, this.#options);
    const { store, runsDir } = this.#options;
    const artifacts = store.listArtifacts(run.id);
    const onnx = artifacts.find(({ path }) => path === ONNX);
    if (onnx) {
      await verifyArtifact(runsDir, onnx);
      const model = await this.#openOnnx(run, onnx);
      if (model) return served(model, this.#card(run, onnx, model.runtime));
    }
    const saved = savedFiles(run, artifacts);
    for (const file of saved) await verifyArtifact(runsDir, file);
    const model = await this.#openSaved(run);
    return served(model, this.#card(run, saved.at(-1) as ArtifactRecord, model.runtime));
  }

  async close(): Promise<void> {
    (await this.#backend)?.dispose();
  }

  async #openOnnx(run: RunRecord, { path }: ArtifactRecord): Promise<OpenModel | null> {
    const { openOnnx } = await import("../../trainers/serving/open-model.js");
    try {
      return await openOnnx(join(this.#artifacts(run), path));
    } catch (error) {
      const [reason] = String(error).split("\n", 1);
      this.#options.onFallback(`run ${run.id}: ${path} cannot be used: ${reason}`);
      return null;
    }
  }

  async #openSaved(run: RunRecord): Promise<OpenModel> {
    const { openSaved } = await import("../../trainers/serving/open-model.js");
    this.#backend ??= createBackend();
    return openSaved(join(this.#artifacts(run), "model"), await this.#backend);
  }

  #artifacts(run: RunRecord): string {
    return runPaths(this.#options.runsDir, run.id).artifacts;
  }

  #card(run: RunRecord, { path, sha256, bytes }: ArtifactRecord, runtime: string): ModelCard {
    const { trainer, parameters, seed, data } = run.definition;
    const { store, runsDir } = this.#options;
    return {
      run: run.id,
      name: run.name,
      trainer: trainer.kind === "builtin" ? trainer.type : trainer.command.join(" "),
      parameters,
      seed,
      validation: expectedScore(store, runsDir, run),
      data,
      model: { file: path, sha256, bytes, runtime },
    };
  }
}

async function createBackend(): Promise<Backend> {
  const { chooseBackend } = await import("../../trainers/backends/index.js");
  return (await chooseBackend(null)).create({ threads: 1 });
}

function savedFiles(run: RunRecord, artifacts: readonly ArtifactRecord[]): ArtifactRecord[] {
  const files = SAVED.flatMap((path) => artifacts.find((each) => each.path === path) ?? []);
  if (files.length === SAVED.length) return files;
  throw new SweepError(
    "conflict",
    `run ${run.id} recorded no model: expected artifacts/${ONNX}, or ${SAVED.join(" and ")}`,
  );
}

function served(model: OpenModel, card: ModelCard): ServedModel {
  return {
    card,
    predict: (images) => model.predict(images),
    release: () => model.release(),
  };
}
