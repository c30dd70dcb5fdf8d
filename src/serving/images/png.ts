import { PNG } from "pngjs";
import { messageOf, SweepError } from "../../core/errors.js";
import {
  DIGIT_SIDE,
  type GreyPicture,
  normaliseDigit,
  onBlack,
} from "../../core/normalise-digit.js";

/**
 * Grey levels [1, 784] of a PNG. One of 28 × 28 is taken as it is, white on black; any other is brought to that form as MNIST's
 * authors did, in black on white, too. What is transparent is white paper.
 * @throws SweepError("data") when it is no PNG, or too large.
 */
export function imageOfPng(bytes: Buffer): Uint8Array {
  checkHeader(bytes);
  const picture = greyOf(decode(bytes));
  const isDigit = picture.width === DIGIT_SIDE && picture.height === DIGIT_SIDE;
  return isDigit ? picture.levels : normaliseDigit(onBlack(picture));
}

const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
const WIDTH_AT = 16; // of the header chunk, which comes first; the height follows
const MOST_PIXELS = 4_000_000; // decoded it has four bytes for each

/** A small file may hold a huge picture: its size is read before it is unpacked. */
function checkHeader(bytes: Buffer): void {
  if (!bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE) || bytes.length < WIDTH_AT + 8)
    throw new SweepError(
      "data",
      `PNG: expected a PNG file, got ${bytes.length} bytes of something else`,
    );
  const width = bytes.readUInt32BE(WIDTH_AT);
  const height = bytes.readUInt32BE(WIDTH_AT + 4);
  if (width * height > MOST_PIXELS)
    throw new SweepError(
      "data",
      `PNG: expected at most ${MOST_PIXELS} pixels, got ${width} × ${height}`,
    );
}

function decode(bytes: Buffer): PNG {
  try {
    return PNG.sync.read(bytes);
  } catch (cause) {
    throw new SweepError("data", `PNG: cannot be read: ${messageOf(cause)}`, { cause });
  }
}

/** Luma of ITU-R BT.601, over white. */
function greyOf({ width, height, data }: PNG): GreyPicture {
  const levels = Uint8Array.from({ length: width * height }, (_, i) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(4 * i, 4 * i + 4);
    const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
    return Math.round(255 + (luma - 255) * (alpha / 255));
  });
  return { width, height, levels };
}
