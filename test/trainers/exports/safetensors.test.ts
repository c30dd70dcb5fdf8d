import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { safetensors } from "../../../src/trainers/exports/safetensors.js";
import { savedModel } from "./support.js";

test("the file is a padded JSON header with the place of each weight, and then the weights", async () => {
  const modelDir = await savedModel({ model: "compact", batch_norm: true });
  const { contents, check } = await safetensors.convert({
    modelDir,
    runId: "8c1dfe02ab34",
    reference: null,
  });
  expect(check).toBe(null);
  const file = Buffer.from(contents[0] as Uint8Array);
  const length = Number(file.readBigUInt64LE());
  expect(length % 8).toBe(0);
  const { __metadata__, ...tensors } = JSON.parse(file.subarray(8, 8 + length).toString());
  expect(__metadata__).toEqual({ producer: "sweep", run_id: "8c1dfe02ab34" });
  expect(tensors["conv_1/kernel"]).toEqual({
    dtype: "F32",
    shape: [5, 5, 1, 16],
    data_offsets: [0, 1600],
  });
  const places = Object.values(tensors) as { data_offsets: [number, number] }[];
  const ends = places.map(({ data_offsets: [, end] }) => end);
  expect(places.map(({ data_offsets: [begin] }) => begin)).toEqual([0, ...ends.slice(0, -1)]);
  const data = file.subarray(8 + length);
  expect(ends.at(-1)).toBe(data.byteLength);
  expect(data.equals(await readFile(join(modelDir, "weights.bin")))).toBe(true);
});
