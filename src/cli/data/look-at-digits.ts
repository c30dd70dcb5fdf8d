import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { lookAtClasses } from "../../analysis/data/class-look.js";
import { lookAtDuplicates } from "../../analysis/data/duplicate-look.js";
import { lookAtPixels } from "../../analysis/data/pixel-look.js";
import type { DataLook } from "../../core/data-look.js";
import { hashJson } from "../../core/hash.js";
import type { OnProgress } from "../../core/trainer.js";
import {
  digitsDataOptions,
  type LabelledDigits,
  loadTrainingData,
  prepareDigitsData,
} from "../../trainers/digits/data/index.js";
import { type DataDescription, IMAGE_SIDE } from "../../trainers/digits/description.js";
import type { LookJob } from "./look-job.js";

const VERSION = 1; // raised when a look at the same data has another result

/** Looks at the job's data, or recalls what a look at the same contents told before. @throws SweepError("data") */
export async function lookAtDigits(job: LookJob, onProgress: OnProgress): Promise<DataLook> {
  const description = await describe(job, onProgress);
  const file = cacheFile(job.cacheDir, description);
  const known = await recall(file);
  const look = known ?? computeLook(await loadTrainingData(description), onProgress);
  if (known === null) await remember(file, look);
  return { ...look, ...about(description) };
}

async function describe(job: LookJob, onProgress: OnProgress): Promise<DataDescription> {
  if (job.kind === "described") return job.description;
  const { cwd, cacheDir, options } = job;
  return prepareDigitsData(digitsDataOptions.parse(options), { cwd, cacheDir, onProgress });
}

/** What the contents alone decide; where the files lie does not matter. */
type Contents = Omit<DataLook, keyof ReturnType<typeof about>>;

function computeLook(digits: LabelledDigits, onProgress: OnProgress): Contents {
  const pictures = { ...digits, side: IMAGE_SIDE };
  onProgress({ status: "looking at pixels and classes", done: 0, total: 0 });
  const looks = { pixels: lookAtPixels(pictures), classes: lookAtClasses(pictures) };
  const status = "comparing training and validation rows";
  const duplicates = lookAtDuplicates(pictures, (done, total) =>
    onProgress({ status, done, total }),
  );
  return { side: IMAGE_SIDE, ...looks, duplicates };
}

function about({ source, train, test, validation }: DataDescription) {
  const { fraction, seed, sha256, rows } = validation;
  return {
    source,
    train: { file: train.file, sha256: train.sha256, rows: train.rows },
    test: { file: test.file, sha256: test.sha256, rows: test.rows },
    split: { fraction, seed, sha256, train: train.rows - rows, validation: rows },
  };
}

function cacheFile(cacheDir: string, { train, validation }: DataDescription): string {
  const key = hashJson({ version: VERSION, train: train.sha256, validation: validation.sha256 });
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
