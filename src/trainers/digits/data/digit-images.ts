/** The images of one file, in the order of its rows. */
export interface DigitImages {
  /** Grey levels 0–255, row-major [rows, 784]. */
  images: Uint8Array;
  /** Classes 0–9, length rows; null where the file has no labels. */
  labels: Uint8Array | null;
}
