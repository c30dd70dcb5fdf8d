import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { digitPng } from "../../../../src/trainers/digits/data/index.js";
import { PIXELS } from "../../../../src/trainers/digits/description.js";

const COLOUR_TYPE_AT = 25; // byte of the header chunk, after signature, length, name, width, height and depth

describe("a digit's picture", () => {
  const pixels = Uint8Array.from({ length: PIXELS }, (_, pixel) => pixel % 256);
  const png = digitPng(pixels);

  it("is a PNG of 28 × 28 pixels in greyscale", () => {
    expect(png.subarray(0, 8)).toEqual(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([28, 28]);
    expect([png[COLOUR_TYPE_AT - 1], png[COLOUR_TYPE_AT]]).toEqual([8, 0]);
  });

  it("shows each grey level in its place", () => {
    const { data } = PNG.sync.read(png); // RGBA
    const grey = (channel: number) => Uint8Array.from(pixels, (_, i) => data[4 * i + channel] ?? 0);
    expect(grey(0)).toEqual(pixels);
    expect(grey(1)).toEqual(pixels);
    expect(grey(2)).toEqual(pixels);
  });

  it("does not write to the pixels it was given", () => {
    expect(pixels[300]).toBe(300 % 256);
  });
});
