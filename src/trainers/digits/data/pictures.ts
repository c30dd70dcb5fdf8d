import { PNG } from "pngjs";
import { IMAGE_SIDE } from "../description.js";

const GREYSCALE = 0; // PNG colour type

/** A 28 × 28 greyscale PNG of one image (784 grey levels, row-major). */
export function digitPng(pixels: Uint8Array): Buffer {
  const png = new PNG({ width: IMAGE_SIDE, height: IMAGE_SIDE });
  png.data = Buffer.from(pixels);
  return PNG.sync.write(png, { colorType: GREYSCALE, inputColorType: GREYSCALE, bitDepth: 8 });
}
