import {
  DIGIT_SIDE,
  type GreyPicture,
  normaliseDigit,
  onBlack,
} from "../../../src/core/normalise-digit.js";

const LONGEST_SIDE = 800; // a photograph's millions of pixels would take seconds, and end in 20 × 20 all the same

/** What the model sees of a picture, as the server makes it of a PNG. @throws Error when the browser cannot read it. */
export async function digitOfFile(file: File): Promise<Uint8Array> {
  const picture = await readGrey(file);
  const isDigit = picture.width === DIGIT_SIDE && picture.height === DIGIT_SIDE;
  return isDigit ? picture.levels : normaliseDigit(onBlack(picture));
}

async function readGrey(file: File): Promise<GreyPicture> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(`${file.name}: expected a picture that this browser can read`);
  });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (!context) throw new Error("the browser has no 2D canvas");
  context.fillStyle = "white"; // paper, where the picture is transparent
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const { data } = context.getImageData(0, 0, width, height);
  const levels = Uint8Array.from({ length: width * height }, (_, i) => lumaAt(data, 4 * i));
  return { width, height, levels };
}

/** ITU-R BT.601 */
function lumaAt(data: Uint8ClampedArray, at: number): number {
  const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
  return Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
}
