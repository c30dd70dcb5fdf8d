import { execFile } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { solutionFile } from "../../src/trainers/digits/data/solution-file.js";

const MAIN = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const NETWORK =
  "parameters:\n  model: {value: {type: mlp, hidden: [8]}}\n  epochs: {values: [1, 2]}\n";

test("training, choosing, ensembles, promotion, submissions and statistics do without the solution; only scoring opens it", async () => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "sweep-honesty-")));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const sweep = async (...args: string[]) =>
    (await promisify(execFile)(process.execPath, [MAIN, ...args], { cwd: dir })).stdout;
  writeFileSync(join(dir, "nets.yaml"), NETWORK);
  await sweep("run", "nets.yaml", "--dry-run"); // makes the embedded digits
  const solution = solutionFile(join(dir, "runs", "cache"));
  expect((await readFile(solution, "utf8")).split("\n")).toHaveLength(28_002);
  await rm(solution);
  symlinkSync(solution, solution); // a link to itself: whoever opens it fails
  await expect(readFile(solution)).rejects.toThrow("ELOOP");

  await sweep("run", "nets.yaml", "-j", "2");
  expect(await sweep("best", "nets")).toContain("p is by");
  const id = (await sweep("ensemble", "nets", "--greedy", "--tta", "--quiet")).trim();
  await sweep("best", "nets-ensemble");
  await sweep("show", id);
  await sweep("promote", id);
  const { record } = JSON.parse(await sweep("submit", "champion", "--json"));
  await sweep("submissions");

  await expect(readFile(solution)).rejects.toThrow("ELOOP"); // nor was it made again
  await expect(sweep("score", record.path)).rejects.toMatchObject({
    stderr: expect.stringContaining("solution.csv: cannot be read"),
  });
});
