import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadTrainingData, prepareDigitsData } from "../../../../src/trainers/digits/data/index.js";
import { splitFolds, splitOfFold } from "../../../../src/trainers/digits/data/split.js";
import { dataDescription, descriptionOfFold } from "../../../../src/trainers/digits/description.js";
import { contextIn, rejection, temporaryFolder, testCsv, trainCsv, write } from "./support.js";

const labels = fc.uint8Array({ min: 0, max: 9, minLength: 20, maxLength: 400 });
const count = fc.integer({ min: 2, max: 20 });
const seed = fc.integer();

describe("dividing rows into folds", () => {
  it("judges every row in exactly one fold, by what did not learn from it", () => {
    fc.assert(
      fc.property(labels, count, seed, (labels, count, seed) => {
        const folds = splitFolds(labels, count, seed);
        const splits = Array.from({ length: count }, (_, fold) => splitOfFold(folds, fold));
        const rows = Array.from(labels, (_, row) => row);
        expect(splits.flatMap(({ validation }) => [...validation]).sort((a, b) => a - b)).toEqual(
          rows,
        );
        for (const { train, validation } of splits)
          expect([...train, ...validation].sort((a, b) => a - b)).toEqual(rows);
      }),
    );
  });

  it("gives no fold more than one row more than another, of each class and of all", () => {
    fc.assert(
      fc.property(labels, count, seed, (labels, count, seed) => {
        const folds = splitFolds(labels, count, seed);
        const spreadOf = (isCounted: (row: number) => boolean) => {
          const sizes = new Array<number>(count).fill(0);
          folds.forEach((fold, row) => {
            if (isCounted(row)) sizes[fold] = (sizes[fold] ?? 0) + 1;
          });
          return Math.max(...sizes) - Math.min(...sizes);
        };
        expect(spreadOf(() => true)).toBeLessThanOrEqual(1);
        for (let label = 0; label < 10; label++)
          expect(spreadOf((row) => labels[row] === label)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("is decided by labels, number and seed, and does not go by the order of rows", () => {
    const labels = Uint8Array.from({ length: 500 }, (_, row) => row % 10);
    expect(splitFolds(labels, 5, 7)).toEqual(splitFolds(labels, 5, 7));
    expect(splitFolds(labels, 5, 8)).not.toEqual(splitFolds(labels, 5, 7));
    expect([...splitOfFold(splitFolds(new Uint8Array(100), 2, 1), 0).validation]).not.toEqual(
      Array.from({ length: 50 }, (_, i) => 2 * i),
    );
  });

  it("stays as it is", () => {
    const labels = Uint8Array.from({ length: 20 }, (_, row) => (row * 7) % 10);
    expect([...splitFolds(labels, 3, 1)].join("")).toBe("02022121111020121000");
  });
});

describe("data for cross-validation", () => {
  it("are the same rows to every fold, each with its own to be judged by", async () => {
    const folder = await temporaryFolder();
    await write(join(folder, "data/digit-recognizer/train.csv"), trainCsv(47));
    await write(join(folder, "data/digit-recognizer/test.csv"), testCsv(3));
    const prepared = await prepareDigitsData({}, contextIn(folder), 4);
    const descriptions = [0, 1, 2, 3].map((fold) =>
      dataDescription.parse(descriptionOfFold(prepared, fold)),
    );
    const loaded = await Promise.all(descriptions.map(loadTrainingData));
    descriptions.forEach(({ validation }, fold) => {
      expect(validation).toMatchObject({ folds: 4, fold, rows: loaded[fold]?.validation.length });
    });
    const judged = loaded.flatMap(({ validation }) => [...validation]).sort((a, b) => a - b);
    expect(judged).toEqual(Array.from({ length: 47 }, (_, row) => row));
    for (const { train, validation } of loaded) {
      expect(train.length + validation.length).toBe(47);
      expect(train.filter((row) => validation.includes(row))).toHaveLength(0);
    }
    expect(() => descriptionOfFold(prepared, 4)).toThrow("expected one of 4 folds, got 4");
  });

  it("are refused with fewer rows than folds", async () => {
    const folder = await temporaryFolder();
    await write(join(folder, "data/digit-recognizer/train.csv"), trainCsv(4));
    await write(join(folder, "data/digit-recognizer/test.csv"), testCsv(3));
    expect(await rejection(prepareDigitsData({}, contextIn(folder), 5))).toEqual({
      code: "data",
      message:
        "data/digit-recognizer/train.csv: expected at least 5 rows for `cross_validation: 5`, got 4",
    });
  });
});
