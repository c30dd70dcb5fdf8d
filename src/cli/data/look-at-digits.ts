import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { lookAtClasses } from "../../analysis/data/class-look.js";
import { lookAtDuplicates } from "../../analysis/data/duplicate-look.js";
import type { DividedPictures } from "../../analysis/data/labelled-pictures.js";
import { lookAtPixels } from "../../analysis/data/pixel-look.js";
import type { DataLook } from "../../core/data-look.js";
import { SweepError } from "../../core/errors.js";
import { hashJson } from "../../core/hash.js";
import { makeFolder } from "../../core/make-folder.js";
import type { OnProgress } from "../../core/trainer.js";
import {
  digitsDataOptions,
  loadImages,
  loadTrainingData,
  prepareDigitsData,
} from "../../trainers/digits/data/index.js";
import { splitFolds } from "../../trainers/digits/data/split.js";
import { type DataDescription, IMAGE_SIDE } from "../../trainers/digits/description.js";
import type { LookJob } from "./look-job.js";

const VERSION = 2; // raised when a look at the same data has another result

/** Looks at the job's data, or recalls what a look at the same contents told before. @throws SweepError("data") */
export async function lookAtDigits(job: LookJob, onProgress: OnProgress): Promise<DataLook> {
  const description = await describe(job, onProgress);
  const file = cacheFile(job.cacheDir, description);
  const known = await recall(file);
  const look = known ?? computeLook(await dividedDigits(description), onProgress);
  if (known === null) await remember(file, look);
  return { ...look, ...about(description) };
}

async function describe(job: LookJob, onProgress: OnProgress): Promise<DataDescription> {
  if (job.kind === "described") return job.description;
  const { cwd, cacheDir, options, folds } = job;
  makeFolder(cacheDir);
  return prepareDigitsData(digitsDataOptions.parse(options), { cwd, cacheDir, onProgress }, folds);
}

/** All folds, whichever of them the run that was asked for keeps for validation. */
async function dividedDigits(description: DataDescription): Promise<DividedPictures> {
  const { folds: count, seed } = description.validation;
  if (count === undefined) return { ...(await loadTrainingData(description)), side: IMAGE_SIDE };
  const { images, labels } = await loadImages(description.train);
  if (labels === null) throw new SweepError("data", `${description.train.file}: has no labels`);
  return { images, labels, side: IMAGE_SIDE, folds: splitFolds(labels, count, seed), count };
}

/** What the contents alone decide; where the files lie does not matter. */
type Contents = Omit<DataLook, keyof ReturnType<typeof about>>;

function computeLook(pictures: DividedPictures, onProgress: OnProgress): Contents {
  onProgress({ status: "looking at pixels and classes", done: 0, total: 0 });
  const looks = { pixels: lookAtPixels(pictures), classes: lookAtClasses(pictures) };
  const sides =
    "folds" in pictures ? "the rows of different folds" : "training and validation rows";
  const status = `comparing ${sides}`;
  const duplicates = lookAtDuplicates(pictures, (done, total) =>
    onProgress({ status, done, total }),
  );
  return { side: IMAGE_SIDE, ...looks, duplicates };
}

function about({ source, train, test, validation }: DataDescription) {
  return {
    source,
    train: { file: train.file, sha256: train.sha256, rows: train.rows },
    test: { file: test.file, sha256: test.sha256, rows: test.rows },
    split: aboutSplit(train.rows, validation),
    parts: partNames(validation),
  };
}

function partNames({ folds }: DataDescription["validation"]): string[] {
  if (folds === undefined) return ["train", "validation"];
  return Array.from({ length: folds }, (_, fold) => `fold ${fold + 1}`);
}

function aboutSplit(all: number, validation: DataDescription["validation"]): DataLook["split"] {
  const { fraction, seed, sha256, rows, folds } = validation;
  if (folds === undefined)
    return { kind: "one", fraction, seed, sha256, train: all - rows, validation: rows };
  const each = Array.from({ length: folds }, (_, i) => Math.floor((all + folds - 1 - i) / folds));
  return { kind: "folds", seed, folds: each };
}

/** Folds are decided by their number and seed alone, a single split by the rows that it keeps. */
function cacheFile(cacheDir: string, { train, validation }: DataDescription): string {
  const { folds, seed, sha256 } = validation;
  const division = folds === undefined ? { validation: sha256 } : { folds, seed };
  const key = hashJson({ version: VERSION, train: train.sha256, ...division });
  return join(cacheDir, "looks", `${key}.json`);
}

async function recall(file: string): Promise<Contents | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Contents; // written whole, by this very version
  } catch {
    return null; // never looked at, or damaged: look again
  }
}

async function remember(file: string, look: Contents): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, JSON.stringify(look));
  await rename(draft, file);
}
