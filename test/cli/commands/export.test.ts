import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exportCommand } from "../../../src/cli/commands/export.js";
import type { CliContext } from "../../../src/cli/context.js";
import { sha256 } from "../../../src/core/hash.js";
import { Registry } from "../../../src/core/registry.js";
import type { ExportFormat } from "../../../src/trainers/exports/format.js";
import { tfjs } from "../../../src/trainers/exports/tfjs.js";
import { createTerminal } from "./terminal.js";

/** Shouts the model's topology. */
const loud: ExportFormat = {
  type: "loud",
  description: "capital letters",
  files: ["model.loud"],
  convert: async ({ modelDir, runId, reference }) => {
    expect(reference).toBe(null);
    const text = readFileSync(join(modelDir, "model.json"), "utf8").toUpperCase();
    return {
      contents: [Buffer.from(`${runId} ${text}`)],
      check: { state: "passed", how: "by onnxruntime on 1 and 3 images", difference: 1.2e-7 },
    };
  },
};

const formats = new Registry<ExportFormat>("format", [tfjs, loud]);
const exporting = (context: CliContext) => exportCommand(context, { formats });

const MODEL = [
  { path: "model/model.json", kind: "model", text: "layers" },
  { path: "model/weights.bin", kind: "model", text: "numbers" },
];

function setUp() {
  const terminal = createTerminal();
  const command = { kind: "command" as const, command: ["python3", "a.py"], cwd: "/" };
  terminal.addSweep("bn-aug", [
    { id: "8c1dfe02ab34", artifacts: MODEL },
    {
      id: "0ddba11ab34c",
      summary: { loud_check: "run by an opera singer" },
      artifacts: [...MODEL, { path: "model/model.loud", kind: "export", text: "AS WRITTEN" }],
    },
    { id: "badc0de00000", state: "failed" },
    { id: "c0ffee000000", trainer: command },
    { id: "e44000000000" },
  ]);
  return terminal;
}

test("of several files the folder and their size together are told, and --json has the hash of each", async () => {
  const { run, dir } = setUp();
  const { stdout } = await run(exporting, "0ddb", "--format", "tfjs");
  expect(stdout).toBe(`run     0ddba11ab34c
folder  0ddba11ab34c-tfjs (2 files, 13 B)
model   as the run wrote it
`);
  expect(readFileSync(join(dir, "0ddba11ab34c-tfjs", "weights.bin"), "utf8")).toBe("numbers");
  const json = await run(exporting, "0ddb", "--format", "tfjs", "--json", "--force");
  expect(JSON.parse(json.stdout).files).toEqual([
    { path: "DIR/0ddba11ab34c-tfjs/model.json", bytes: 6, sha256: sha256("layers") },
    { path: "DIR/0ddba11ab34c-tfjs/weights.bin", bytes: 7, sha256: sha256("numbers") },
  ]);
});

test("a run that has the form hands out its file, named for the run in this directory", async () => {
  const { run } = setUp();
  const { stdout } = await run(exporting, "0ddb", "--format", "loud");
  expect(stdout).toBe(`run     0ddba11ab34c
file    0ddba11ab34c.loud (10 B)
sha256  ${sha256("AS WRITTEN")}
model   as the run wrote it
check   run by an opera singer
`);
  const json = await run(exporting, "0ddb", "--format", "loud", "--json", "-o", "out/a.loud");
  expect(JSON.parse(json.stdout)).toEqual({
    run: "0ddba11ab34c",
    format: "loud",
    source: "recorded",
    check: "run by an opera singer",
    files: [{ path: "DIR/out/a.loud", bytes: 10, sha256: sha256("AS WRITTEN") }],
  });
});

test("a run that wrote its model alone has it converted, and says how that was checked", async () => {
  const { run, dir } = setUp();
  const { stdout } = await run(exporting, "8c1d", "--format", "loud");
  expect(readFileSync(join(dir, "8c1dfe02ab34.loud"), "utf8")).toBe("8c1dfe02ab34 LAYERS");
  expect(stdout.split("\n").slice(3, 5)).toEqual([
    "model   converted now",
    "check   run by onnxruntime on 1 and 3 images: probabilities as the network's (largest difference 1.2e-7)",
  ]);
});

test("into a folder that exists goes a file named for the run; files of a form go to a folder", async () => {
  const { run, dir, write } = setUp();
  write("out/here", "");
  await run(exporting, "8c1d", "--format", "loud", "-o", "out");
  expect(existsSync(join(dir, "out", "8c1dfe02ab34.loud"))).toBe(true);
  await expect(run(exporting, "8c1d", "--format", "tfjs", "-o", "out/here")).rejects.toMatchObject({
    code: "usage",
    message: "--output: expected a folder, because tfjs is 2 files, got the file out/here",
  });
});

test("a file that is there already is replaced only with --force", async () => {
  const { run, dir } = setUp();
  const [file, weights] = ["8c1dfe02ab34.loud", join("8c1dfe02ab34-tfjs", "weights.bin")];
  await run(exporting, "8c1d", "--format", "loud");
  writeFileSync(join(dir, file), "mine");
  await expect(run(exporting, "8c1d", "--format", "loud")).rejects.toThrow(
    `${file}: there is such a file already; --force replaces it, -o names another`,
  );
  expect(readFileSync(join(dir, file), "utf8")).toBe("mine");
  await run(exporting, "8c1d", "--format", "loud", "--force");
  expect(readFileSync(join(dir, file), "utf8")).toBe("8c1dfe02ab34 LAYERS");
  await run(exporting, "8c1d", "--format", "tfjs");
  rmSync(join(dir, "8c1dfe02ab34-tfjs", "model.json"));
  await expect(run(exporting, "8c1d", "--format", "tfjs")).rejects.toThrow(
    `${weights}: there is such a file already`,
  );
});

test("files that are gone or were changed are refused, and nothing is written", async () => {
  const { run, dir, runsDir } = setUp();
  const folder = join(runsDir, "0ddba11ab34c", "artifacts", "model");
  writeFileSync(join(folder, "model.loud"), "CHANGED");
  await expect(run(exporting, "0ddb", "--format", "loud")).rejects.toMatchObject({
    code: "data",
    message: `run 0ddba11ab34c: artifacts/model/model.loud was changed after the run recorded it: expected SHA-256 ${sha256("AS WRITTEN")}, got ${sha256("CHANGED")}`,
  });
  rmSync(join(folder, "weights.bin"));
  await expect(run(exporting, "0ddb", "--format", "tfjs")).rejects.toThrow(
    "run 0ddba11ab34c: artifacts/model/weights.bin is gone: `sweep show 0ddba11ab34c` ends with the command that trains it anew",
  );
  expect(existsSync(join(dir, "0ddba11ab34c.loud"))).toBe(false);
  expect(existsSync(join(dir, "0ddba11ab34c-tfjs"))).toBe(false);
});

test("runs without a model that sweep can read are refused, each with its reason", async () => {
  const { run } = setUp();
  const refusal = (id: string) =>
    expect(run(exporting, id, "--format", "tfjs")).rejects.toMatchObject;
  await refusal("badc0de")({
    code: "conflict",
    message: "run badc0de00000 is failed: expected a finished run, only those can be exported",
  });
  await refusal("c0ffee")({
    code: "conflict",
    message:
      "run c0ffee000000 was trained by a command: expected a run of a built-in trainer, whose model sweep can read; what the command wrote is in its artifacts",
  });
  await refusal("e440")({
    code: "conflict",
    message:
      "run e44000000000 recorded no model: expected artifacts/model/model.json and weights.bin",
  });
});

test("a form that there is none of is answered with those that there are", async () => {
  const { run } = setUp();
  await expect(run(exporting, "8c1d", "--format", "loude")).rejects.toThrow(
    "format: expected one of `tfjs`, `loud`, got `loude` (did you mean `loud`?)",
  );
});
