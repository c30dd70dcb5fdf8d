export interface LabelledPictures {
  /** Grey levels 0–255, row-major [rows, side²]. */
  images: Uint8Array;
  side: number;
  /** Length rows. */
  labels: Uint8Array;
}

/** With the one split that keeps some of them for validation: indices of rows, each ascending; together they are all rows. */
export interface SplitPictures extends LabelledPictures {
  train: Int32Array;
  validation: Int32Array;
}

/** With folds, each of which is for validation once, and learned from otherwise. */
export interface FoldedPictures extends LabelledPictures {
  /** The fold of each row, 0 to count - 1, length rows. */
  folds: Uint8Array;
  count: number;
}

export type DividedPictures = SplitPictures | FoldedPictures;

/** A number for each row: rows of different ones stand on different sides of a split. Validation counts above training. */
export function partsOf(pictures: DividedPictures): Uint8Array {
  if ("folds" in pictures) return pictures.folds;
  const parts = new Uint8Array(pictures.labels.length);
  for (const row of pictures.validation) parts[row] = 1;
  return parts;
}

/** Splits that together hold every two rows of different parts on different sides, each two once. */
export function splitsOf(pictures: DividedPictures): Pick<SplitPictures, "train" | "validation">[] {
  if (!("folds" in pictures)) return [pictures];
  const { folds, count } = pictures;
  const rows = Int32Array.from(folds, (_, row) => row);
  return Array.from({ length: count - 1 }, (_, i) => ({
    train: rows.filter((row) => (folds[row] ?? 0) <= i),
    validation: rows.filter((row) => folds[row] === i + 1),
  }));
}

export function pixelsOf({ images, side }: Pick<LabelledPictures, "images" | "side">, row: number) {
  const size = side * side;
  return images.subarray(row * size, (row + 1) * size);
}

export function toBase64(pixels: Uint8Array): string {
  return Buffer.from(pixels.buffer, pixels.byteOffset, pixels.length).toString("base64");
}
