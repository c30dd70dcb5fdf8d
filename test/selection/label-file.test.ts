import { expect, test } from "vitest";
import { SweepError } from "../../src/core/errors.js";
import { formatLabels, parseLabels, readLabelFile } from "../../src/selection/label-file.js";

const parse = (text: string) => parseLabels(text, "s.csv");

test("ids and labels are read, whatever wrote the file", () => {
  for (const text of [
    "ImageId,Label\n1,7\n2,0\n",
    "ImageId,Label\n1,7\n2,0",
    "\uFEFFImageId,Label\r\n1,7\r\n2,0\r\n",
    '"ImageId","Label"\n"1","7"\n"2","0"\n\n',
    "ImageId,Label,Usage\n1,7,Public\n2,0,Private\n",
  ]) {
    expect(parse(text)).toEqual({
      name: "s.csv",
      ids: Int32Array.of(1, 2),
      labels: Uint8Array.of(7, 0),
    });
  }
});

test("what is written is read back", () => {
  const text = formatLabels(Int32Array.of(1, 2, 3), Uint8Array.of(9, 0, 4));
  expect(text).toBe("ImageId,Label\n1,9\n2,0\n3,4\n");
  expect(parse(text).labels).toEqual(Uint8Array.of(9, 0, 4));
});

test.each([
  ["", "s.csv:1  expected the header `ImageId,Label`, got nothing"],
  ["1,7\n", "s.csv:1  expected the header `ImageId,Label`, got `1,7`"],
  ["id,label\n1,7\n", "s.csv:1  expected the header `ImageId,Label`, got `id,label`"],
  ["ImageId,Label\n1,7\n2,10\n", "s.csv:3  Label: expected a whole number from 0 to 9, got `10`"],
  ["ImageId,Label\n1,7\n2,3.0\n", "s.csv:3  Label: expected a whole number from 0 to 9, got `3.0`"],
  ["ImageId,Label\n1,7\n2\n", "s.csv:3  Label: expected a whole number from 0 to 9, got nothing"],
  ["ImageId,Label\n0,7\n", "s.csv:2  ImageId: expected a whole number from 1, got `0`"],
  ["ImageId,Label\n1,7\n\n2,7\n", "s.csv:3  ImageId: expected a whole number from 1, got nothing"],
])("%j is refused with file, line, expected and got", (text, message) => {
  expect(() => parse(text)).toThrow(new SweepError("submission", message));
});

test("a missing file is named as the user named it", () => {
  expect(() => readLabelFile("/nowhere/s.csv", "nowhere/s.csv")).toThrow(
    new SweepError("not-found", "nowhere/s.csv: no such file"),
  );
});
