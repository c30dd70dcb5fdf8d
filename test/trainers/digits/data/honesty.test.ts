import { readdirSync, readFileSync } from "node:fs";
import { readFile, rm, symlink } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  loadImage,
  loadTestImages,
  loadTrainingData,
  prepareDigitsData,
} from "../../../../src/trainers/digits/data/index.js";
import { solutionFile } from "../../../../src/trainers/digits/data/solution-file.js";
import { contextIn, temporaryFolder } from "./support.js";

const ROOT = resolve(fileURLToPath(import.meta.url), "../../../../..");

/** Who may know of the solution: its own module, the writer, and the scoring. */
const MAY_NAME_IT = [
  "src/trainers/digits/data/solution-file.ts",
  "src/trainers/digits/data/embedded/embedded-digits.ts",
  "src/cli/wiring/answers.ts", // hands the path to the score command
  "src/cli/commands/score.ts",
];

describe("the solution of the embedded test set", () => {
  it("is named by no module but its writer and the scoring", () => {
    const sources = ["src", "dashboard"].flatMap((folder) => sourcesIn(join(ROOT, folder)));
    const naming = sources.filter((file) => NAMES_OF_IT.test(readFileSync(file, "utf8")));
    const names = naming.map((file) => relative(ROOT, file).replaceAll("\\", "/"));
    expect(names).toContain("src/trainers/digits/data/solution-file.ts"); // the scan does see it
    expect(names.filter((name) => !MAY_NAME_IT.includes(name))).toEqual([]);
  });

  it("is never opened by preparing and loading", async () => {
    const context = contextIn(await temporaryFolder());
    await prepareDigitsData({}, context);
    const solution = solutionFile(context.cacheDir);
    await rm(solution);
    await symlink(solution, solution); // a link to itself: whoever opens it fails
    await expect(readFile(solution)).rejects.toThrow("ELOOP");

    await rm(join(context.cacheDir, "digits"), { recursive: true }); // so that everything is read again
    const description = await prepareDigitsData({}, context);
    const { train, validation } = await loadTrainingData(description);
    expect(train.length + validation.length).toBe(42_000);
    expect(await loadTestImages(description)).toHaveLength(28_000 * 784);
    expect(await loadImage(description.test, 27_999)).toHaveLength(784);
    expect(JSON.stringify(description)).not.toContain("solution");
    await expect(readFile(solution)).rejects.toThrow("ELOOP"); // nor was it made again
  });
});

const NAMES_OF_IT = /solution-file|solutionFile|embedded-solution|SOLUTION_FOLDER|solution\.csv/;

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs|js|html)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
