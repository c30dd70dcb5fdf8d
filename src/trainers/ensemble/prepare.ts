import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, SweepError } from "../../core/errors.js";
import { sha256 } from "../../core/hash.js";
import { nameOfFolds } from "../../core/repeat-name.js";
import type { TrainerContext } from "../../core/trainer.js";
import { variantOf } from "../../core/variant.js";
import { type RecordedConfig, recordedConfig } from "../../protocol/config.js";
import { readExitReport } from "../../protocol/exit-report.js";
import { PREDICTIONS_FILE } from "../../protocol/predictions.js";
import { runPaths } from "../../protocol/run-paths.js";
import { type DataDescription, dataDescription } from "../digits/description.js";
import { MODEL_FOLDER } from "../digits/network/save.js";
import type { EnsembleDescription, MemberNetwork } from "./description.js";
import { type FoundRun, groupFolds, judgedBy } from "./folds.js";
import { hashNetwork } from "./network/hash.js";

/**
 * Finds the runs that an ensemble is made of, by their folders, and hashes what it depends on: their networks and answers. The folds
 * of one configuration and seed are one candidate.
 * @throws SweepError("data") that says which run cannot take part, and why.
 */
export async function prepareCandidates(
  ids: readonly string[],
  { runsDir, onProgress }: Pick<TrainerContext, "runsDir" | "onProgress">,
): Promise<EnsembleDescription> {
  const distinct = [...new Set(ids)];
  const found: FoundRun[] = [];
  for (const id of distinct) {
    onProgress({ status: "reading the candidates", done: found.length, total: distinct.length });
    found.push(await findRun(id, runsDir));
  }
  const groups = groupFolds(found);
  const [first] = groups;
  if (!first || distinct.length < 2) throw tooFew(distinct);
  for (const other of groups) requireSameRows(first[0], other[0]);
  return {
    ...first[0].data,
    validation: judgedBy(first[0].data),
    candidates: groups.map(([run, ...others]) => ({
      name: nameOfFolds(run.name),
      networks: [run, ...others].map(({ network }) => network),
    })),
  };
}

function tooFew(ids: readonly string[]): SweepError {
  const got = ids.length === 0 ? "none" : ids.join(", ");
  return new SweepError(
    "data",
    `data.candidates: expected the ids of at least two finished runs, got ${got}`,
  );
}

async function findRun(id: string, runsDir: string): Promise<FoundRun> {
  const paths = runPaths(runsDir, id);
  const { record, data } = await readConfig(paths.config, id);
  const { trainer } = record.run.definition;
  if (trainer.kind === "command" || trainer.type !== "digits")
    throw refused(
      id,
      `expected a run of the trainer \`digits\`, got one of ${trainer.kind === "command" ? "a command, whose model sweep cannot read" : `\`${trainer.type}\``}`,
    );
  const exit = readExitReport(paths.exit);
  if (exit?.code !== 0) throw refused(id, "expected a finished run, got one that is not");
  const network = await describeNetwork(id, paths.artifacts);
  const { definition, name } = record.run;
  const configuration = `${variantOf(definition)} ${definition.seed}`;
  return { id, name: name || id, configuration, data: dataDescription.parse(data), network };
}

async function readConfig(file: string, id: string): Promise<RecordedConfig> {
  try {
    return recordedConfig.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    throw refused(id, `expected the whole id of a run that was begun, got none of ${file}`, cause);
  }
}

async function describeNetwork(run: string, artifacts: string): Promise<MemberNetwork> {
  try {
    const model = await hashNetwork(join(artifacts, MODEL_FOLDER));
    const predictions = sha256(await readFile(join(artifacts, PREDICTIONS_FILE)));
    return { run, artifacts, model, predictions };
  } catch (cause) {
    throw refused(run, `expected its model and its answers: ${messageOf(cause)}`, cause);
  }
}

/** Folds together answer all rows, into however many they are divided. */
function requireSameRows(first: FoundRun, other: FoundRun): void {
  const isSame =
    first.data.train.sha256 === other.data.train.sha256 &&
    judgedBy(first.data).sha256 === judgedBy(other.data).sha256;
  if (isSame) return;
  throw refused(
    other.id,
    `expected the validation rows of run ${first.id} (${describeRows(first.data)}), got ${describeRows(other.data)}`,
  );
}

function describeRows({ train, validation }: DataDescription): string {
  const { rows, fraction, seed, folds } = validation;
  if (folds !== undefined) return `all ${train.rows} rows of ${train.file}, by folds`;
  return `${rows} of ${train.rows} rows of ${train.file}, a fraction of ${fraction} by split_seed ${seed}`;
}

function refused(id: string, why: string, cause?: unknown): SweepError {
  return new SweepError("data", `run ${id} cannot be part of an ensemble: ${why}`, { cause });
}
