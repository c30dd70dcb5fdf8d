import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { ExperimentFiles } from "../../../src/cli/actions/experiment-files.js";

let cwd: string;
let files: ExperimentFiles;
beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), "sweep-files-"));
  cwd = join(root, "project");
  mkdirSync(join(cwd, "experiments", "deep"), { recursive: true });
  writeFileSync(join(root, "secret.yaml"), "parameters: {}\n");
  symlinkSync(join(root, "secret.yaml"), join(cwd, "experiments", "link.yaml"));
  write("experiments/b.yaml", "description: the second\nparameters: {}\n");
  write("experiments/a.yml", "parameters: [\n");
  write("experiments/deep/c.yaml", "extends: ../b.yaml\n");
  write("experiments/notes.txt", "no experiment");
  write("own.yaml", "parameters: {x: {value: 1}}\n");
  write("compose.yaml", "services: {}\n");
  files = new ExperimentFiles(cwd);
  onTestFinished(() => rmSync(root, { recursive: true }));
});

describe("experiments' files", () => {
  it("are the YAML files of the folder and those beside it that are experiments; links are not followed", () => {
    expect(files.list()).toEqual([
      { file: "experiments/a.yml", description: "" },
      { file: "experiments/b.yaml", description: "the second" },
      { file: "experiments/deep/c.yaml", description: "" },
      { file: "own.yaml", description: "" },
    ]);
  });

  it.each([
    "../secret.yaml",
    "experiments/../../secret.yaml",
    "experiments/link.yaml",
    "/etc/hosts",
  ])("do not include %s", (file) => {
    expect(() => files.read(file)).toThrow(
      `expected one of \`experiments/a.yml\`, \`experiments/b.yaml\`, \`experiments/deep/c.yaml\`, \`own.yaml\`, got \`${file}\``,
    );
  });

  it("are saved as new ones in the folder, and never over another", () => {
    expect(files.save("new.yaml", "parameters: {}\n")).toBe("experiments/new.yaml");
    expect(files.read("experiments/new.yaml")).toBe("parameters: {}\n");
    expect(() => files.save("b.yaml", "")).toThrow("experiments/b.yaml exists already");
    expect(readFileSync(join(cwd, "experiments/b.yaml"), "utf8")).toContain("the second");
  });

  it.each(["../out.yaml", "a/b.yaml", ".hidden.yaml", "script.sh", ""])(
    "are not saved as `%s`",
    (name) => {
      expect(() => files.save(name, "")).toThrow(/^name: expected letters, digits/);
    },
  );
});

function write(file: string, text: string): void {
  writeFileSync(join(cwd, file), text);
}
