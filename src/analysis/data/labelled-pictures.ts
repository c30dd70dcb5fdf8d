/** Labelled pictures with the split that keeps some of them for validation. */
export interface LabelledPictures {
  /** Grey levels 0–255, row-major [rows, side²]. */
  images: Uint8Array;
  side: number;
  /** Length rows. */
  labels: Uint8Array;
  /** Indices of rows, each ascending; together they are all rows. */
  train: Int32Array;
  validation: Int32Array;
}

export function pixelsOf({ images, side }: Pick<LabelledPictures, "images" | "side">, row: number) {
  const size = side * side;
  return images.subarray(row * size, (row + 1) * size);
}

export function toBase64(pixels: Uint8Array): string {
  return Buffer.from(pixels.buffer, pixels.byteOffset, pixels.length).toString("base64");
}
