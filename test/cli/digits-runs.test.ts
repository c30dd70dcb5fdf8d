import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PNG } from "pngjs";
import { expect, test } from "vitest";
import { digitPictures } from "../../src/cli/digits-runs.js";
import { runPaths } from "../../src/protocol/run-paths.js";
import { prepareDigitsData } from "../../src/trainers/digits/data/index.js";
import { createWorkspace } from "../selection/workspace.js";
import {
  contextIn,
  csv,
  pixelsOf,
  TEST_HEADER,
  trainCsv,
} from "../trainers/digits/data/support.js";

const RUN = "8c1dfe02ab34";

test("a run's pictures are rows of its training file and of its test file, as long as these have them", async () => {
  const { dir, runsDir, write, addSweep } = createWorkspace();
  write("data/train.csv", trainCsv(30));
  write("data/test.csv", csv([TEST_HEADER, pixelsOf(100), pixelsOf(101)]));
  const data = await prepareDigitsData({ path: "data" }, contextIn(dir));
  const [run] = addSweep("digits", [{ id: RUN }]);
  if (!run) throw new Error("the run was not saved");
  const { config } = runPaths(runsDir, RUN);
  mkdirSync(join(config, ".."), { recursive: true });
  const rest = { attempt: 1, parameters: {}, seed: 1, threads: 1, cache_dir: join(dir, "cache") };
  const metric = { name: "val_accuracy", goal: "maximize" };
  writeFileSync(
    config,
    JSON.stringify({ run_id: RUN, experiment: "digits", name: "", ...rest, metric, data }),
  );
  const pictures = digitPictures(runsDir);
  expect(greyLevels(await pictures.png(run, 1))).toEqual(pixelsOf(1));
  expect(greyLevels(await pictures.testPng(run, 1))).toEqual(pixelsOf(101));
  expect(await pictures.png(run, 2)).not.toBeNull();
  expect(await pictures.testPng(run, 2)).toBeNull();
});

function greyLevels(png: Uint8Array | null): number[] {
  const { data } = PNG.sync.read(Buffer.from(png ?? []));
  return Array.from({ length: data.length / 4 }, (_, i) => data[4 * i] ?? 0);
}
