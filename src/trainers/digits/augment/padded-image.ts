import { IMAGE_SIDE, PIXELS } from "../description.js";

/** One black pixel all around: bilinear neighbours need no bounds check. */
export const PADDED_SIDE = IMAGE_SIDE + 2;

/** A picture with its black edge; outside of the rectangle, whose sides belong to it, all of it is black. */
export interface PaddedImage {
  /** Grey levels 0–255, [30, 30]. */
  levels: Int32Array;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** An all-black one. */
export function createPaddedImage(): PaddedImage {
  const levels = new Int32Array(PADDED_SIDE * PADDED_SIDE);
  return { levels, left: PADDED_SIDE, right: 0, top: PADDED_SIDE, bottom: 0 };
}

/** Copies the picture whose first pixel is `src[start]` into `image`, and finds its rectangle. */
export function fillPadded(image: PaddedImage, src: Uint8Array, start: number): void {
  copy(image.levels, src, start);
  findRectangle(image, src, start);
}

function copy(levels: Int32Array, src: Uint8Array, start: number): void {
  for (let y = 0; y < IMAGE_SIDE; y++) {
    const to = (y + 1) * PADDED_SIDE + 1;
    const from = start + y * IMAGE_SIDE;
    for (let x = 0; x < IMAGE_SIDE; x++) levels[to + x] = src[from + x] as number; // a loop: subarray() would allocate
  }
}

/** From outside inward, so that most of the picture is not looked at. */
function findRectangle(image: PaddedImage, src: Uint8Array, start: number): void {
  let from = start;
  let to = start + PIXELS - 1;
  while (from <= to && src[from] === 0) from++;
  while (to > from && src[to] === 0) to--;
  const top = Math.floor((from - start) / IMAGE_SIDE);
  const bottom = Math.floor((to - start) / IMAGE_SIDE);
  let left = IMAGE_SIDE;
  let right = -1;
  for (let y = top; y <= bottom; y++) {
    const row = start + y * IMAGE_SIDE;
    let x = 0;
    while (x < left && src[row + x] === 0) x++;
    left = x;
    x = IMAGE_SIDE - 1;
    while (x > right && src[row + x] === 0) x--;
    right = x;
  }
  image.left = left + 1;
  image.right = right + 1;
  image.top = top + 1;
  image.bottom = bottom + 1;
}
