/**
 * From any picture of a digit to what MNIST's networks know. It imports nothing: the drawing page runs it in the browser, too.
 * Source: Y. LeCun, C. Cortes, C. Burges, http://yann.lecun.com/exdb/mnist: "size normalized to fit in a 20x20 pixel box while
 * preserving their aspect ratio. The resulting images contain grey levels as a result of the anti-aliasing technique used by the
 * normalization algorithm. The images were centered in a 28x28 image by computing the center of mass of the pixels."
 */

/** Grey levels 0–255, row-major. */
export interface GreyPicture {
  width: number;
  height: number;
  levels: Uint8Array;
}

/** Side of the picture that a network takes. */
export const DIGIT_SIDE = 28;
const BOX_SIDE = 20; // of the digit in it
const BRIGHTEST = 255;
const INK = 0.1; // of the brightest level: below it are the paper's grain and the faint edge of a stroke

/**
 * The digit of a picture in white on black, 28 × 28, row-major: cropped to its ink, its longer side 20 pixels, its centre of mass in
 * the middle, its brightest level 255, which thin strokes lose when they are made smaller. A picture without ink stays black.
 */
export function normaliseDigit(picture: GreyPicture): Uint8Array {
  const box = boxOfInk(picture);
  const digit = new Uint8Array(DIGIT_SIDE ** 2);
  if (box === null) return digit;
  const small = resize(picture, box);
  const brightest = small.levels.reduce((most, level) => Math.max(most, level), 0);
  const { left, top } = centred(small);
  small.levels.forEach((level, i) => {
    const x = left + (i % small.width);
    const y = top + Math.floor(i / small.width);
    digit[y * DIGIT_SIDE + x] = Math.round((level / brightest) * BRIGHTEST);
  });
  return digit;
}

/** The picture in white on black, the paper exactly black. The paper is what most of the border shows. */
export function onBlack({ width, height, levels }: GreyPicture): GreyPicture {
  const border = Array.from(levels)
    .filter((_, i) => isBorder(i, width, height))
    .sort((a, b) => a - b);
  const paper = border[border.length >> 1] ?? 0;
  const sign = paper > BRIGHTEST / 2 ? -1 : 1;
  return { width, height, levels: levels.map((level) => Math.max(0, sign * (level - paper))) };
}

function isBorder(i: number, width: number, height: number): boolean {
  const x = i % width;
  const y = Math.floor(i / width);
  return x === 0 || y === 0 || x === width - 1 || y === height - 1;
}

/** In pixels of a picture; right and bottom are the first that do not belong to it. */
interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function boxOfInk({ width, levels }: GreyPicture): Box | null {
  const least = INK * levels.reduce((most, level) => Math.max(most, level), 0);
  const box = { left: width, right: 0, top: Number.POSITIVE_INFINITY, bottom: 0 };
  levels.forEach((level, i) => {
    if (level <= least) return;
    const x = i % width;
    const y = Math.floor(i / width);
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
  });
  return box.right === 0 ? null : box;
}

interface Small {
  width: number;
  height: number;
  levels: Float64Array;
}

/** The box with its longer side 20 pixels: each pixel is the mean of the area that it covers. */
function resize(picture: GreyPicture, box: Box): Small {
  const scale = Math.max(box.right - box.left, box.bottom - box.top) / BOX_SIDE;
  const width = Math.max(1, Math.round((box.right - box.left) / scale));
  const height = Math.max(1, Math.round((box.bottom - box.top) / scale));
  const stepX = (box.right - box.left) / width;
  const stepY = (box.bottom - box.top) / height;
  const levels = Float64Array.from({ length: width * height }, (_, i) => {
    const left = box.left + (i % width) * stepX;
    const top = box.top + Math.floor(i / width) * stepY;
    return meanOf(picture, { left, right: left + stepX, top, bottom: top + stepY });
  });
  return { width, height, levels };
}

/** Pixels that the area covers in part count in part. */
function meanOf({ width, levels }: GreyPicture, { left, right, top, bottom }: Box): number {
  let sum = 0;
  for (let y = Math.floor(top); y < bottom; y++) {
    const tall = Math.min(y + 1, bottom) - Math.max(y, top);
    for (let x = Math.floor(left); x < right; x++) {
      const wide = Math.min(x + 1, right) - Math.max(x, left);
      sum += tall * wide * (levels[y * width + x] ?? 0); // rounding may reach a hair beyond the last row
    }
  }
  return sum / ((right - left) * (bottom - top));
}

/**
 * Where the small picture begins in the 28 × 28, so that its centre of mass is pixel 14, counted from 0, as it is in MNIST's files
 * (the mean of their first 1,000 is 14.015 across and 13.980 down), as far as all of it stays inside.
 */
function centred({ width, height, levels }: Small): { left: number; top: number } {
  let mass = 0;
  let x = 0;
  let y = 0;
  levels.forEach((level, i) => {
    mass += level;
    x += level * (i % width);
    y += level * Math.floor(i / width);
  });
  const begin = (centre: number, side: number) =>
    Math.min(Math.max(Math.round(DIGIT_SIDE / 2 - centre), 0), DIGIT_SIDE - side);
  return { left: begin(x / mass, width), top: begin(y / mass, height) };
}
