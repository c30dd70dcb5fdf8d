import { existsSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../core/errors.js";
import { recallHash } from "../../trainers/digits/data/cache/stat-memo.js";
import { TEST, TRAIN } from "../../trainers/digits/data/files.js";
import { locateFiles } from "../../trainers/digits/data/locate.js";
import { DEFAULT_PATH, digitsDataOptions } from "../../trainers/digits/data/options.js";
import { type Check, fail, ok } from "./check.js";

const WHAT = "data";

/** Which digits would be trained on by default, and are they ready? Reads and makes none. */
export async function checkData(where: { cwd: string; cacheDir: string }): Promise<Check> {
  try {
    const files = await locateFiles(digitsDataOptions.parse({}), where.cwd);
    return ok(
      WHAT,
      files ? await describeFiles(files, where.cacheDir) : await describeEmbedded(where),
    );
  } catch (error) {
    const [reason = "", ...advice] = messageOf(error).split("\n");
    return fail(WHAT, reason, advice.join(" ") || null);
  }
}

async function describeFiles(files: { train: string; test: string }, cacheDir: string) {
  const states = await Promise.all(
    [files.train, files.test].map((file) => recallHash(cacheDir, file)),
  );
  const isKnown = states.every(({ type }) => type === "known");
  return `${TRAIN} and ${TEST} in ${DEFAULT_PATH}, ${isKnown ? "checked and cached" : "checked by the next run"}`;
}

async function describeEmbedded({ cacheDir }: { cacheDir: string }): Promise<string> {
  const state = (await isEmbeddedCached(cacheDir))
    ? "cached"
    : "made by the first run in some seconds";
  return `the embedded digits, ${state} (no ${TRAIN} in ${DEFAULT_PATH})`;
}

async function isEmbeddedCached(cacheDir: string): Promise<boolean> {
  const files = [TRAIN, TEST].map((name) => join(cacheDir, "embedded", name));
  if (!files.every((file) => existsSync(file))) return false;
  const states = await Promise.all(files.map((file) => recallHash(cacheDir, file)));
  return states.every(({ type }) => type !== "unknown");
}
