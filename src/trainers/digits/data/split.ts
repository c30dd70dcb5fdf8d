import { sha256 } from "../../../core/hash.js";
import { createRandom } from "../../../core/random.js";

/** Indices of rows, each ascending; together they are all rows, each once. */
export interface Split {
  train: Int32Array;
  validation: Int32Array;
}

/**
 * Sets round(n × fraction) rows aside for validation, every class in proportion (Hamilton's largest remainders; of equal
 * remainders the lower class goes first). Which rows of a class are taken depends on the seed, the class and the class's
 * number of rows alone.
 *
 * @param labels class of each row, length n
 */
export function splitRows(labels: Uint8Array, fraction: number, seed: number): Split {
  const byClass = rowsByClass(labels);
  const quotas = apportion(
    byClass.map((rows) => rows.length),
    fraction,
  );
  const isValidation = new Uint8Array(labels.length);
  byClass.forEach((rows, label) => {
    createRandom(seed, "validation", label).shuffle(rows);
    for (const row of rows.slice(0, quotas[label])) isValidation[row] = 1;
  });
  const indices = Int32Array.from(labels, (_, row) => row);
  return {
    train: indices.filter((row) => isValidation[row] === 0),
    validation: indices.filter((row) => isValidation[row] === 1),
  };
}

/**
 * Deals all rows out to `count` folds, every class in proportion: of each class, and of all rows, no fold has more than one row
 * more than another. Which fold a row comes to depends on the seed, its class and the classes' numbers of rows alone.
 * Source: R. Kohavi, "A study of cross-validation and bootstrap for accuracy estimation and model selection", IJCAI 14 (1995).
 *
 * @param labels class of each row, length n
 * @returns the fold of each row, 0 to count - 1, length n
 */
export function splitFolds(labels: Uint8Array, count: number, seed: number): Uint8Array {
  const folds = new Uint8Array(labels.length);
  let dealt = 0; // goes on from class to class, so that the remainders of all are spread, too
  rowsByClass(labels).forEach((rows, label) => {
    createRandom(seed, "folds", label).shuffle(rows);
    for (const row of rows) folds[row] = dealt++ % count;
  });
  return folds;
}

/** The split of one fold: its own rows judge what all others teach. */
export function splitOfFold(folds: Uint8Array, index: number): Split {
  const indices = Int32Array.from(folds, (_, row) => row);
  return {
    train: indices.filter((row) => folds[row] !== index),
    validation: indices.filter((row) => folds[row] === index),
  };
}

/** SHA-256 of the validation rows' indices as little-endian int32: equal for equal splits, on any machine. */
export function splitHash({ validation }: Split): string {
  const bytes = Buffer.alloc(validation.length * Int32Array.BYTES_PER_ELEMENT);
  validation.forEach((row, i) => {
    bytes.writeInt32LE(row, i * Int32Array.BYTES_PER_ELEMENT);
  });
  return sha256(bytes);
}

function rowsByClass(labels: Uint8Array): number[][] {
  const classes = labels.reduce((highest, label) => Math.max(highest, label), -1) + 1;
  const rows = Array.from({ length: classes }, (): number[] => []);
  labels.forEach((label, row) => {
    rows[label]?.push(row);
  });
  return rows;
}

/** How many of each class to take, for a total of round(sum × fraction). */
function apportion(counts: number[], fraction: number): number[] {
  const total = Math.round(counts.reduce((sum, count) => sum + count, 0) * fraction);
  const quotas = counts.map((count) => Math.floor(count * fraction));
  const missing = total - quotas.reduce((sum, quota) => sum + quota, 0);
  const remainder = (label: number) => ((counts[label] ?? 0) * fraction) % 1;
  const byRemainder = counts.map((_, label) => label).sort((a, b) => remainder(b) - remainder(a));
  const rounded = new Set(byRemainder.slice(0, missing));
  return quotas.map((quota, label) => quota + (rounded.has(label) ? 1 : 0));
}
