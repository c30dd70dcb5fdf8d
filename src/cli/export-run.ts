/**
 * A run's model in the form that somebody wants. What is handed out is what the run recorded, or is made from it: files that were
 * changed since are refused.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SweepError } from "../core/errors.js";
import type { ArtifactRecord, ExpectedScore, RunRecord } from "../core/records.js";
import { runPaths } from "../protocol/run-paths.js";
import { requireFinished } from "../selection/promotion.js";
import { type Keeper, requireKept } from "../selection/require-kept.js";
import { expectedScore } from "../selection/validation-score.js";
import { verifyArtifact } from "../selection/verify-artifact.js";
import type { MetricStore } from "../store/store.js";
import type { DataDescription } from "../trainers/digits/description.js";
import { MODEL_FILE, MODEL_FOLDER, WEIGHTS_FILE } from "../trainers/digits/network/save.js";
import { describeCheck } from "../trainers/exports/describe-check.js";
import type { Exported, ExportFormat, ExportRequest } from "../trainers/exports/format.js";
import { digitsOf } from "./digits-runs.js";

/** A form in which a finished run's network is handed out; that of a run under way is one, too. */
export interface RunExportFormat extends Omit<ExportFormat, "convert"> {
  /** The file of the folder that a person opens first. */
  opens?: string;
  convert(request: RunExportRequest): Promise<Exported>;
}

export interface RunExportRequest extends ExportRequest {
  run: RunRecord;
  /** Null: it kept no answers on its validation rows. @throws SweepError("data") when they are not those of the model. */
  validation(): ExpectedScore | null;
  /** Null: the run's folder no longer says. */
  digits(): Promise<DataDescription | null>;
}

export interface ExportedRun {
  files: { name: string; content: Uint8Array }[];
  /** `recorded`: as the run wrote them. `converted`: made now, for a run that did not. */
  source: "recorded" | "converted";
  /** How the file was tried, in words; null for a form that is no program. */
  check: string | null;
}

/**
 * @throws SweepError("conflict") for a run that has no model, ("data") when its files were changed or cannot be had in this form.
 */
export async function exportRun(
  run: RunRecord,
  format: RunExportFormat,
  { store, runsDir }: Keeper & { store: MetricStore },
): Promise<ExportedRun> {
  requireFinished(run, "exported");
  const artifacts = store.listArtifacts(run.id);
  const recordedFiles = recordedModel(run, artifacts);
  requireKept(run, { store, runsDir });
  const model = await verified(runsDir, recordedFiles);
  const modelDir = join(runPaths(runsDir, run.id).artifacts, MODEL_FOLDER);
  const recorded = find(artifacts, format.files);
  if (recorded === null) {
    const validation = () => expectedScore(store, runsDir, run);
    const digits = () => digitsOf(runsDir, run.id);
    const request = { modelDir, runId: run.id, reference: null, run, validation, digits };
    const { contents, check } = await format.convert(request);
    return {
      files: named(format, contents),
      source: "converted",
      check: check && describeCheck(check),
    };
  }
  await verified(
    runsDir,
    recorded.filter((each) => !model.includes(each)),
  );
  const contents = await Promise.all(format.files.map((name) => readFile(join(modelDir, name))));
  const check = run.summary[`${format.type}_check`];
  return {
    files: named(format, contents),
    source: "recorded",
    check: typeof check === "string" ? check : null,
  };
}

function recordedModel(run: RunRecord, artifacts: readonly ArtifactRecord[]): ArtifactRecord[] {
  const { trainer } = run.definition;
  if (trainer.kind === "command")
    throw new SweepError(
      "conflict",
      `run ${run.id} was trained by a command: expected a run of a built-in trainer, whose model sweep can read; what the command wrote is in its artifacts`,
    );
  const model = find(artifacts, [MODEL_FILE, WEIGHTS_FILE]);
  if (model) return model;
  throw new SweepError(
    "conflict",
    `run ${run.id} recorded no model: expected artifacts/${MODEL_FOLDER}/${MODEL_FILE} and ${WEIGHTS_FILE}`,
  );
}

/** Null unless all are there. */
function find(
  artifacts: readonly ArtifactRecord[],
  names: readonly string[],
): ArtifactRecord[] | null {
  const found = names.flatMap((name) => {
    const artifact = artifacts.find(({ path }) => path === `${MODEL_FOLDER}/${name}`);
    return artifact ? [artifact] : [];
  });
  return found.length === names.length ? found : null;
}

async function verified(runsDir: string, artifacts: ArtifactRecord[]): Promise<ArtifactRecord[]> {
  for (const artifact of artifacts) await verifyArtifact(runsDir, artifact);
  return artifacts;
}

function named({ files }: RunExportFormat, contents: readonly Uint8Array[]) {
  return files.map((name, i) => ({ name, content: contents[i] ?? new Uint8Array() }));
}
