import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { commandFiles } from "../../../src/cli/run/command-files.js";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "sweep-command-"));
  const dir = cwd;
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const folder of ["bin", "bin/folder", "other"]) mkdirSync(join(cwd, folder));
  write("bin/text", 0o644);
  write("bin/fit", 0o755);
  write("other/text", 0o755);
});

function write(file: string, mode: number): void {
  writeFileSync(join(cwd, file), "#!/bin/sh\n");
  chmodSync(join(cwd, file), mode);
}

it("programs are found by their path, or on PATH, of which a relative folder counts from where the command runs", () => {
  const { findProgram } = commandFiles(cwd, { PATH: ["bin", join(cwd, "none")].join(delimiter) });
  expect(["fit", "./bin/fit", join(cwd, "bin/fit")].map(findProgram)).toEqual(
    Array(3).fill("found"),
  );
  expect(["text", "./bin/text", "folder", "./bin"].map(findProgram)).toEqual(
    Array(4).fill("not-executable"),
  );
  expect(["none", "./fit", "bin/fit/none"].map(findProgram)).toEqual(Array(3).fill("missing"));
});

it("a file that cannot be executed does not hide a program of that name in a later folder", () => {
  const { findProgram } = commandFiles(cwd, { PATH: ["bin", "other"].join(delimiter) });
  expect(findProgram("text")).toBe("found");
});

it("without a PATH only the system knows which programs there are", () => {
  const { findProgram } = commandFiles(cwd, {});
  expect(findProgram("none")).toBe("found");
  expect(findProgram("./none")).toBe("missing");
});

it("scripts are found where the command runs, and by their name on PATH, as shells do", () => {
  const { hasScript } = commandFiles(cwd, { PATH: "bin" });
  expect(["bin/text", "bin", "text"].map(hasScript)).toEqual([true, true, true]);
  expect(["none.sh", "other/none"].map(hasScript)).toEqual([false, false]);
});

it("the neighbours of a path are written as it is", () => {
  const { neighbours } = commandFiles(cwd, {});
  expect(neighbours("./bin/x").sort()).toEqual(["./bin/fit", "./bin/folder", "./bin/text"]);
  expect(neighbours("x").sort()).toEqual(["bin", "other"]);
  expect(neighbours("none/x")).toEqual([]);
});
