import { createHash } from "node:crypto";
import { appendFile, readdir, readFile, rename, unlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type DigitsDataOptions,
  digitsDataOptions,
  loadImage,
  loadImages,
  loadTestImages,
  loadTrainingData,
  prepareDigitsData,
} from "../../../../src/trainers/digits/data/index.js";
import { dataDescription, PIXELS } from "../../../../src/trainers/digits/description.js";
import {
  contextIn,
  csv,
  pixelsOf,
  type RecordedContext,
  rejection,
  TRAIN_HEADER,
  temporaryFolder,
  testCsv,
  trainCsv,
  trainRow,
  write,
} from "./support.js";

const LONG_AGO = new Date("2020-01-01T00:00:00Z"); // a file stamped so is not racily clean

/** A project with Kaggle's files in the default folder, last modified long ago. */
async function project(files: Record<string, string> = KAGGLE): Promise<RecordedContext> {
  const context = contextIn(await temporaryFolder());
  for (const [name, text] of Object.entries(files)) {
    const file = await write(join(context.cwd, "data/digit-recognizer", name), text);
    await utimes(file, LONG_AGO, LONG_AGO);
  }
  return context;
}

const KAGGLE = {
  "train.csv": trainCsv(40),
  "test.csv": testCsv(15),
  "sample_submission.csv": "ImageId,Label\n1,0\n",
};

/** Prepares again. @returns what it reported meanwhile */
async function statusesOf(
  context: RecordedContext,
  options: Partial<DigitsDataOptions> = {},
): Promise<string[]> {
  context.statuses.length = 0;
  await prepareDigitsData(options, context);
  return context.statuses.slice(1); // the first names the source
}

async function failure(context: RecordedContext, options: Partial<DigitsDataOptions> = {}) {
  return rejection(prepareDigitsData(options, context));
}

describe("preparing the user's own files", () => {
  it("describes them with hashes, rows and the split", async () => {
    const context = await project();
    const description = await prepareDigitsData({ validation: 0.2, split_seed: 4 }, context);
    const folder = join(context.cwd, "data/digit-recognizer");
    expect(dataDescription.parse(description)).toEqual(description);
    expect(description).toMatchObject({
      source: "files",
      train: { file: join(folder, "train.csv"), rows: 40, labelled: true },
      test: { file: join(folder, "test.csv"), rows: 15, labelled: false },
      sample_submission: join(folder, "sample_submission.csv"),
      validation: { fraction: 0.2, seed: 4, rows: 8 },
    });
    const hash = createHash("sha256").update(KAGGLE["train.csv"]).digest("hex");
    expect(description.train.sha256).toBe(hash);
    expect(description.train.cache).toBe(join(context.cacheDir, "digits", `${hash}.bin`));
  });

  it("says which source it uses and what it reads", async () => {
    const context = await project();
    await prepareDigitsData({}, context);
    expect(context.statuses).toEqual([
      "using the files in data/digit-recognizer",
      "reading data/digit-recognizer/train.csv",
      "reading data/digit-recognizer/test.csv",
    ]);
  });

  it("does without a sample submission", async () => {
    const context = await project({ "train.csv": trainCsv(20), "test.csv": testCsv(5) });
    expect((await prepareDigitsData({}, context)).sample_submission).toBeNull();
  });

  it("takes a folder by another name, relative to where the command was started", async () => {
    const context = contextIn(await temporaryFolder());
    await write(join(context.cwd, "mine/train.csv"), trainCsv(20));
    await write(join(context.cwd, "mine/test.csv"), testCsv(5));
    const description = await prepareDigitsData({ path: "./mine" }, context);
    expect(description.train.file).toBe(join(context.cwd, "mine/train.csv"));
  });

  it("has the same split and hashes wherever the files lie", async () => {
    const [a, b] = [
      await prepareDigitsData({}, await project()),
      await prepareDigitsData({}, await project()),
    ];
    expect(a.validation).toEqual(b.validation);
    expect([a.train.sha256, a.test.sha256]).toEqual([b.train.sha256, b.test.sha256]);
  });

  it("names file, line and cell of what is malformed, relative to where the command was started", async () => {
    const bad = trainRow(0).with(16, "abc");
    const context = await project({ ...KAGGLE, "train.csv": csv([TRAIN_HEADER, bad]) });
    const { code, message } = await failure(context);
    expect(code).toBe("data");
    expect(message.split("\n")[0]).toBe(
      "data/digit-recognizer/train.csv:2:17  pixel15: expected a whole number from 0 to 255, got `abc`",
    );
  });

  it("refuses a fraction that leaves a side of the split empty", async () => {
    const message = (train: number, validation: number, fraction: number) =>
      `data/digit-recognizer/train.csv: expected rows for training and for validation, got ${train} and ${validation} by \`data.validation\` ${fraction} of 40 rows`;
    expect((await failure(await project(), { validation: 0.001 })).message).toBe(
      message(40, 0, 0.001),
    );
    expect((await failure(await project(), { validation: 0.999 })).message).toBe(
      message(0, 40, 0.999),
    );
  });
});

describe("files that are missing", () => {
  const URL = "https://www.kaggle.com/competitions/digit-recognizer/data";
  it.each([
    ["test.csv", ["train.csv"], "found train.csv; missing: test.csv."],
    [
      "train.csv",
      ["test.csv", "sample_submission.csv"],
      "found sample_submission.csv, test.csv; missing: train.csv.",
    ],
    [
      "both",
      ["sample_submission.csv"],
      "found sample_submission.csv; missing: train.csv, test.csv.",
    ],
    [
      "both, zipped",
      ["digit-recognizer.zip"],
      "found digit-recognizer.zip; missing: train.csv, test.csv. Unpack the zip archive.",
    ],
  ])("are named with the place that has them: %s", async (_, names, text) => {
    const context = await project(Object.fromEntries(names.map((name) => [name, ""])));
    const { code, message } = await failure(context);
    expect(code).toBe("data");
    const sorted = message.replace(
      /found ([^;]*);/,
      (_, list) => `found ${list.split(", ").sort().join(", ")};`,
    );
    expect(sorted).toBe(
      `data/digit-recognizer: expected train.csv and test.csv, ${text}\nKaggle has them at ${URL}. Take the folder away to use the embedded digits.`,
    );
  });

  it("are not replaced by the embedded digits in a folder that was asked for by name", async () => {
    const context = contextIn(await temporaryFolder());
    const { message } = await failure(context, { path: "typo" });
    expect(message).toBe(
      `typo: expected train.csv and test.csv, found neither; missing: train.csv, test.csv.\nKaggle has them at ${URL}. Leave \`data.path\` out to use the embedded digits.`,
    );
  });

  it("are not looked for in a file", async () => {
    const context = contextIn(await temporaryFolder());
    await write(join(context.cwd, "data.csv"), trainCsv(1));
    expect((await failure(context, { path: "data.csv" })).message).toMatch(
      /^data\.csv: expected a folder: ENOTDIR/,
    );
  });
});

describe("options", () => {
  it("have defaults", () => {
    expect(digitsDataOptions.parse({})).toEqual({
      path: "data/digit-recognizer",
      validation: 0.1,
      split_seed: 1,
    });
  });

  it.each([
    [{ validation: 0 }],
    [{ validation: 1 }],
    [{ split_seed: 1.5 }],
    [{ path: "" }],
    [{ validaton: 0.1 }],
  ])("refuse %j", (options) => {
    expect(digitsDataOptions.safeParse(options).success).toBe(false);
  });
});

describe("the cache", () => {
  it("spares an unchanged file any reading", async () => {
    const context = await project();
    await prepareDigitsData({}, context);
    expect(await statusesOf(context)).toEqual([]);
  });

  it("hashes a touched file, and does not read it again when it is the same", async () => {
    const context = await project();
    const { train } = await prepareDigitsData({}, context);
    await utimes(train.file, LONG_AGO, new Date("2021-01-01T00:00:00Z"));
    expect(await statusesOf(context)).toEqual(["checking data/digit-recognizer/train.csv"]);
    expect(await statusesOf(context)).toEqual([]);
  });

  it("reads a file again that was changed", async () => {
    const context = await project();
    const before = await prepareDigitsData({}, context);
    await appendFile(before.train.file, csv([trainRow(40)]));
    const after = await prepareDigitsData({}, context);
    expect(after.train.rows).toBe(41);
    expect(after.train.sha256).not.toBe(before.train.sha256);
  });

  it("notices a change that left size and time as they were, when the file was young at its reading", async () => {
    const context = await project();
    const file = join(context.cwd, "data/digit-recognizer/train.csv");
    const now = new Date();
    await utimes(file, now, now);
    const before = await prepareDigitsData({}, context);
    await writeFile(file, trainCsv(40).replace("\n0,", "\n9,"));
    await utimes(file, now, now);
    const after = await prepareDigitsData({}, context);
    expect(after.train.sha256).not.toBe(before.train.sha256);
    expect((await loadImages(after.train)).labels?.[0]).toBe(9);
  });

  it("notices that another file took the place of one of equal size and time", async () => {
    const context = await project();
    const before = await prepareDigitsData({}, context);
    const other = await write(join(context.cwd, "other.csv"), trainCsv(40).replace("\n0,", "\n9,"));
    await utimes(other, LONG_AGO, LONG_AGO);
    await rename(other, before.train.file);
    expect((await prepareDigitsData({}, context)).train.sha256).not.toBe(before.train.sha256);
  });

  it("does not pass a training file for a test file because it knows its content", async () => {
    const context = await project();
    const { test } = await prepareDigitsData({}, context);
    await writeFile(test.file, KAGGLE["train.csv"]);
    expect((await failure(context)).message).toContain(
      "data/digit-recognizer/test.csv:1:1  expected the column `pixel0`, got `label`",
    );
  });

  it("leaves nothing half-made behind", async () => {
    const context = await project();
    await prepareDigitsData({}, context);
    expect(await readdir(join(context.cacheDir, "tmp"))).toEqual([]);
  });

  it("says that it cannot be written", async () => {
    const context = await project();
    await write(context.cacheDir, "a file where the folder should be");
    const { code, message } = await failure(context);
    expect(code).toBe("environment");
    expect(message).toMatch(`${context.cacheDir}: cannot write the cache: ENOTDIR`);
  });

  it("ignores a memo that is not one of its own", async () => {
    const context = await project();
    await prepareDigitsData({}, context);
    const folder = join(context.cacheDir, "digits/stat");
    for (const name of await readdir(folder)) await writeFile(join(folder, name), '{"file":');
    expect(await statusesOf(context)).toEqual([
      "reading data/digit-recognizer/train.csv",
      "reading data/digit-recognizer/test.csv",
    ]);
  });
});

describe("loading", () => {
  it("gives images and labels in the order of the rows", async () => {
    const { train } = await prepareDigitsData({}, await project());
    const { images, labels } = await loadImages(train);
    expect(Array.from(labels ?? [])).toEqual(Array.from({ length: 40 }, (_, row) => row % 10));
    expect(images).toHaveLength(40 * PIXELS);
    expect(Array.from(images.subarray(39 * PIXELS))).toEqual(pixelsOf(39));
  });

  it("gives the split that the description fixes", async () => {
    const description = await prepareDigitsData({ validation: 0.25 }, await project());
    const { train, validation, labels } = await loadTrainingData(description);
    expect([train.length, validation.length, labels.length]).toEqual([30, 10, 40]);
    expect(new Set([...train, ...validation]).size).toBe(40);
  });

  it("refuses a split that is not the described one", async () => {
    const description = await prepareDigitsData({}, await project());
    description.validation.seed = 2;
    await expect(loadTrainingData(description)).rejects.toThrow(
      `train.csv: expected the validation rows of hash ${description.validation.sha256}, got `,
    );
  });

  it("gives the images to predict", async () => {
    const images = await loadTestImages(await prepareDigitsData({}, await project()));
    expect(Array.from(images.subarray(14 * PIXELS))).toEqual(pixelsOf(14));
  });

  it("gives a single image of either file", async () => {
    const { train, test } = await prepareDigitsData({}, await project());
    expect(Array.from(await loadImage(train, 39))).toEqual(pixelsOf(39));
    expect(Array.from(await loadImage(test, 0))).toEqual(pixelsOf(0));
  });

  it.each([40, -1, 0.5])("says that there is no row %d", async (row) => {
    const { train } = await prepareDigitsData({}, await project());
    await expect(loadImage(train, row)).rejects.toThrow(
      `${train.file}: expected a row from 0 to 39, got ${row}`,
    );
  });

  it.each([
    ["removed", async (file: string) => unlink(file)],
    ["cut short", async (file: string) => writeFile(file, "sweepdig")],
    ["too long", async (file: string) => appendFile(file, "!")],
    ["overwritten in one byte", flipLastByte],
  ])("mends a binary form that was %s", async (_, damage) => {
    const { train } = await prepareDigitsData({}, await project());
    const sound = await loadImages(train);
    await damage(train.cache);
    expect(await loadImages(train)).toEqual(sound);
    await unlink(train.file); // from here on only the mended binary form is left
    expect(await loadImages(train)).toEqual(sound);
  });

  it.each([
    ["removed", async (file: string) => unlink(file)],
    ["cut short", async (file: string) => writeFile(file, "sweepdig")],
    ["of another format", async (file: string) => writeFile(file, Buffer.alloc(24 + 40 * 785))],
  ])("of a binary form that was %s is prevented by preparing again", async (_, damage) => {
    const context = await project();
    const { train } = await prepareDigitsData({}, context);
    await damage(train.cache);
    expect(await statusesOf(context)).toEqual(["reading data/digit-recognizer/train.csv"]);
  });

  it("refuses a file that is another than was prepared, when it has to read it again", async () => {
    const { train } = await prepareDigitsData({}, await project());
    await unlink(train.cache);
    await appendFile(train.file, csv([trainRow(40)]));
    await expect(loadImages(train)).rejects.toThrow(
      `${train.file}: has changed since it was prepared (expected SHA-256 ${train.sha256}, got `,
    );
  });
});

async function flipLastByte(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(file, bytes);
}
