import { readdir } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { messageOf, SweepError } from "../../../core/errors.js";
import { type DigitsFiles, SAMPLE, TEST, TRAIN } from "./files.js";
import { DEFAULT_PATH, type DigitsDataOptions } from "./options.js";

/**
 * The user's own files, or null where there are none and the embedded digits are to be used: the default folder holds
 * none of Kaggle's files.
 *
 * @throws SweepError("data") when the folder holds only some of them, or was asked for by another name and holds none.
 */
export async function locateFiles(
  { path }: DigitsDataOptions,
  cwd: string,
): Promise<DigitsFiles | null> {
  const folder = resolve(cwd, path);
  const names = await list(folder, shownPath(folder, cwd));
  const missing = [TRAIN, TEST].filter((name) => !names.includes(name));
  if (missing.length === 0) {
    const sample = names.includes(SAMPLE) ? join(folder, SAMPLE) : null;
    const [train, test] = [join(folder, TRAIN), join(folder, TEST)];
    return { source: "files", train, test, sampleSubmission: sample };
  }
  const isDefault = folder === resolve(cwd, DEFAULT_PATH);
  const found = names.filter((name) => KAGGLE_FILE.test(name));
  if (isDefault && found.length === 0) return null;
  throw new SweepError("data", missingMessage(shownPath(folder, cwd), missing, found, isDefault));
}

/** A path as messages show it: relative to where the command was started, where it lies below that. */
export function shownPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path.startsWith("..") ? file : path;
}

/** Also as Kaggle packs them: its user expects a file that is there, zipped, to be used. */
const KAGGLE_FILE = /^((train|test|sample_submission)\.csv|digit-recognizer)(\.zip)?$/;
const KAGGLE_URL = "https://www.kaggle.com/competitions/digit-recognizer/data";

async function list(folder: string, shown: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new SweepError("data", `${shown}: expected a folder: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function missingMessage(
  shown: string,
  missing: string[],
  found: string[],
  isDefault: boolean,
): string {
  const got = found.length > 0 ? found.join(", ") : "neither";
  const zipped = found.some((name) => name.endsWith(".zip")) ? " Unpack the zip archive." : "";
  const instead = isDefault ? "Take the folder away" : "Leave `data.path` out";
  return (
    `${shown}: expected ${TRAIN} and ${TEST}, found ${got}; missing: ${missing.join(", ")}.${zipped}\n` +
    `Kaggle has them at ${KAGGLE_URL}. ${instead} to use the embedded digits.`
  );
}
