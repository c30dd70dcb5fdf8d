import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { readImages } from "../../src/serving/images/read-images.js";
import { digitPng } from "../../src/trainers/digits/data/pictures.js";
import { realDigits } from "../trainers/digits/support.js";

const digit = realDigits(1).images;
const row = Array.from(digit);
const header = row.map((_, i) => `pixel${i}`).join(",");

function read(type: string | undefined, body: string | Buffer): number[] {
  return Array.from(readImages(type, Buffer.from(body)));
}

function messageOf(type: string | undefined, body: string | Buffer): string {
  try {
    readImages(type, Buffer.from(body));
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("expected a refusal");
}

describe("the pictures of a request", () => {
  it("are the same as JSON, as PNG, and as CSV with or without header", () => {
    expect(read("application/json", JSON.stringify({ pixels: row }))).toEqual(row);
    expect(
      read("application/json; charset=utf-8", JSON.stringify({ instances: [row, row] })),
    ).toEqual([...row, ...row]);
    expect(read("image/png", digitPng(digit))).toEqual(row);
    expect(read("text/csv", `${row}\r\n${row}\r\n`)).toEqual([...row, ...row]);
    expect(read("Text/CSV", `\uFEFF${header}\n${row}`)).toEqual(row);
  });

  it("may be a PNG of any size, dark on light or transparent paper: it is made what MNIST's authors would have made of it", () => {
    const side = 280;
    const png = new PNG({ width: side, height: side });
    for (let i = 0; i < side * side; i++) {
      const x = Math.floor((i % side) / 10);
      const y = Math.floor(i / side / 10);
      png.data.set([0, 0, 0, digit[y * 28 + x] ?? 0], 4 * i); // black ink as opaque as the digit is bright
    }
    const found = read("image/png", PNG.sync.write(png));
    const difference = found.reduce((sum, level, i) => sum + Math.abs(level - (digit[i] ?? 0)), 0);
    expect(difference / 784).toBeLessThan(4); // of 255
  });
});

describe("a request that holds no pictures is told what was expected", () => {
  it.each([
    [
      undefined,
      "",
      "Content-Type: expected one of application/json, image/png, text/csv, got none",
    ],
    [
      "text/html",
      "",
      "Content-Type: expected one of application/json, image/png, text/csv, got `text/html`",
    ],
    ["application/json", "{", "body: expected JSON"],
    ["application/json", "{}", "pixels: expected a list of 784 grey levels"],
    [
      "application/json",
      "[]",
      'body: expected an object, got a list; wanted: `{"pixels": [784 grey levels]}`',
    ],
    ["application/json", '{"pixels":[1,2]}', "pixels: expected 784 grey levels, got 2"],
    [
      "application/json",
      JSON.stringify({ pixels: row.with(3, 1.5) }),
      "pixels: number 4: expected a whole number from 0 to 255, got 1.5",
    ],
    [
      "application/json",
      JSON.stringify({ instances: [row, row.with(3, 256)] }),
      "instances.1: number 4: expected a whole number from 0 to 255, got 256",
    ],
    ["application/json", '{"instances":[]}', "instances: expected at least one picture, got none"],
    ["text/csv", "", "CSV, line 1: expected rows of digits, got none"],
    ["text/csv", header, "CSV, line 2: expected rows of digits, got none"],
    ["text/csv", `label,${header}\n`, "cell 1: expected `pixel0`, got `label`"],
    ["text/csv", `${row}\n${row.slice(1)}`, "CSV, line 2: expected 784 cells, got 783"],
    [
      "text/csv",
      `${header}\n${row.with(9, 256)}`,
      "CSV, line 2: cell 10: expected a whole number from 0 to 255, got `256`",
    ],
    ["image/png", "GIF89a", "PNG: expected a PNG file, got 6 bytes of something else"],
  ])("%s %#", (type, body, message) => {
    expect(messageOf(type, body)).toContain(message);
  });

  it("a small PNG of a huge picture is not unpacked", () => {
    const png = Buffer.from(digitPng(digit));
    png.writeUInt32BE(1_000_000, 16);
    expect(messageOf("image/png", png)).toBe(
      "PNG: expected at most 4000000 pixels, got 1000000 × 28",
    );
  });

  it("a damaged PNG is refused", () => {
    expect(messageOf("image/png", digitPng(digit).subarray(0, 60))).toContain(
      "PNG: cannot be read",
    );
  });
});
