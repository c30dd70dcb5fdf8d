import { SweepError } from "../../../core/errors.js";
import { sha256 } from "../../../core/hash.js";
import type { DataContext } from "../../../core/trainer.js";
import type { PreparedDescription, PreparedFile } from "../description.js";
import { TEST_LAYOUT, TRAIN_LAYOUT } from "./csv/layout.js";
import { embeddedFiles } from "./embedded/embedded-digits.js";
import type { DigitsFiles } from "./files.js";
import { loadImages } from "./load.js";
import { locateFiles, shownPath } from "./locate.js";
import { type DigitsDataOptions, digitsDataOptions } from "./options.js";
import { prepareFile } from "./prepare-file.js";
import { splitFolds, splitHash, splitOfFold, splitRows } from "./split.js";

/**
 * Makes Kaggle's files, or where there are none the embedded digits, ready to load: validated, cached, split.
 *
 * @param options as in an experiment's `data:`; what is left out takes its default
 * @param folds how many to divide all rows into, in place of the split; null: none
 * @throws SweepError("data") that names what is missing, or file, line and cell of what is malformed.
 */
export async function prepareDigitsData(
  options: Partial<DigitsDataOptions>,
  context: DataContext,
  folds: number | null = null,
): Promise<PreparedDescription> {
  const settings = digitsDataOptions.parse(options);
  const files = (await locateFiles(settings, context.cwd)) ?? (await embeddedFiles(context));
  announce(files, settings, context);
  const named = (path: string) => ({ path, shown: shownPath(path, context.cwd) });
  const train = await prepareFile({ ...named(files.train), layout: TRAIN_LAYOUT }, context);
  const test = await prepareFile({ ...named(files.test), layout: TEST_LAYOUT }, context);
  return {
    source: files.source,
    train,
    test,
    sample_submission: files.sampleSubmission,
    validation: await (folds === null
      ? describeSplit(train, settings, shownPath(train.file, context.cwd))
      : describeFolds(train, { ...settings, folds }, shownPath(train.file, context.cwd))),
  };
}

function announce(files: DigitsFiles, { path }: DigitsDataOptions, context: DataContext): void {
  const status =
    files.source === "files"
      ? `using the files in ${path}`
      : `using the embedded digits (no train.csv in ${path})`;
  context.onProgress({ status, done: 0, total: 0 });
}

async function describeSplit(
  train: PreparedFile,
  { validation: fraction, split_seed: seed }: DigitsDataOptions,
  shown: string,
): Promise<PreparedDescription["validation"]> {
  const { labels } = await loadImages(train);
  const split = splitRows(labels ?? new Uint8Array(0), fraction, seed);
  if (split.validation.length === 0 || split.train.length === 0) {
    throw new SweepError(
      "data",
      `${shown}: expected rows for training and for validation, got ${split.train.length} and ${split.validation.length} by \`data.validation\` ${fraction} of ${train.rows} rows`,
    );
  }
  return { fraction, seed, rows: split.validation.length, sha256: splitHash(split) };
}

async function describeFolds(
  train: PreparedFile,
  { folds: count, split_seed: seed }: DigitsDataOptions & { folds: number },
  shown: string,
): Promise<PreparedDescription["validation"]> {
  const { labels } = await loadImages(train);
  if (train.rows < count) {
    throw new SweepError(
      "data",
      `${shown}: expected at least ${count} rows for \`cross_validation: ${count}\`, got ${train.rows}`,
    );
  }
  const folds = splitFolds(labels ?? new Uint8Array(0), count, seed);
  const each = Array.from({ length: count }, (_, fold) => {
    const split = splitOfFold(folds, fold);
    return { rows: split.validation.length, sha256: splitHash(split) };
  });
  return { fraction: 1 / count, seed, rows: train.rows, sha256: sha256(folds), folds: count, each };
}
