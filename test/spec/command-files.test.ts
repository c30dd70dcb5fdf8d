import { describe, expect, test } from "vitest";
import { SweepError } from "../../src/core/errors.js";
import type { CommandFiles } from "../../src/spec/command-files.js";
import { parseExperiment } from "../../src/spec/parse-experiment.js";
import { depsOf } from "./support.js";

const PROGRAMS = [
  "python3",
  "python3.12",
  "node",
  "tsx",
  "bash",
  "env",
  "make",
  "/usr/bin/python3",
];
const SCRIPTS = ["train.py", "src/train.py", "run.mjs", "main.ts", "src", "tools/fit.sh"];

const files: CommandFiles = {
  findProgram: (program) => {
    if (program === "./notes.txt") return "not-executable";
    return PROGRAMS.includes(program) ? "found" : "missing";
  },
  hasScript: (path) => SCRIPTS.includes(path),
  neighbours: (path) => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    return SCRIPTS.filter((name) => name.slice(0, name.lastIndexOf("/") + 1) === folder);
  },
};

/** What the experiment with this command is refused with, or "". */
function refusal(command: string, overrides: string[] = []): string {
  const text = `metric: {name: loss, goal: minimize}\ncommand: ${command}\n`;
  try {
    const deps = { ...depsOf(), commandFiles: files };
    parseExperiment({ text, file: "experiments/a.yaml", overrides, deps });
  } catch (error) {
    const code = overrides.length > 0 ? "usage" : "spec";
    if (error instanceof SweepError && error.code === code) return error.message;
    throw error;
  }
  return "";
}

describe("what a command names and is not there is refused at its place", () => {
  test.each([
    [
      "[pyhton3, train.py]",
      "11  command[0]: expected a program, found no `pyhton3` on PATH (did you mean `python3`?)",
    ],
    ["[frobnicate]", "11  command[0]: expected a program, found no `frobnicate` on PATH"],
    ["[./fit]", "11  command[0]: expected a program, found no `./fit` in /project"],
    [
      "[./notes.txt]",
      "11  command[0]: expected an executable file, got `./notes.txt`, which is not one",
    ],
    [
      "[python3, trian.py]",
      "20  command[1]: expected a script, found no `trian.py` in /project, where the command runs (did you mean `train.py`?)",
    ],
    [
      "[python3, -u, src/trian.py]",
      "24  command[2]: expected a script, found no `src/trian.py` in /project, where the command runs (did you mean `src/train.py`?)",
    ],
    [
      "[/usr/bin/python3, data/other]",
      "29  command[1]: expected a script, found no `data/other` in /project, where the command runs",
    ],
    [
      "python3 trian.py --lr 0.1",
      "10  command: expected a script, found no `trian.py` in /project, where the command runs (did you mean `train.py`?)",
    ],
    [
      `["\${env}", "\${interpreter}", trian.py, "\${args}"]`,
      "39  command[2]: expected a script, found no `trian.py` in /project, where the command runs (did you mean `train.py`?)",
    ],
    [
      "[env, pyhton3, train.py]",
      "16  command[1]: expected a program, found no `pyhton3` on PATH (did you mean `python3`?)",
    ],
    [
      "[node, rum.mjs]",
      "17  command[1]: expected a script, found no `rum.mjs` in /project, where the command runs (did you mean `run.mjs`?)",
    ],
  ])("%s", (command, message) => {
    expect(refusal(command)).toBe(`experiments/a.yaml:2:${message}`);
  });

  test("also where it was given on the command line", () => {
    expect(refusal("[python3, train.py]", ["command=[python3, none.py]"])).toBe(
      "--set command=[python3, none.py]  command[1]: expected a script, found no `none.py` in /project, where the command runs",
    );
  });
});

describe("what may be right is not refused", () => {
  test.each([
    ["[python3, train.py]", "a script that is there"],
    ["[python3, src]", "a folder"],
    ["[python3, -m, pkg.train]", "a module"],
    ["[python3, -um, pkg/train]", "a module behind joined options"],
    ["[python3, -c, 'print(1/2)']", "code"],
    ["[python3.12, -W, error, none.py]", "an option with a value, whose end nobody knows"],
    ["[bash, -c, 'python3 none.py']", "a shell's text"],
    ["[bash, tools/fit.sh]", "a shell's script"],
    [`["\${envvar:PYTHON}", none.py]`, "a program that the environment names"],
    [`[python3, "\${envvar:HOME}/none.py"]`, "a path that the environment names"],
    [`[python3, "\${args_json_file}"]`, "a macro in place of the script"],
    ["[env, PYTHONPATH=src/lib, python3, train.py]", "variables of env"],
    ["[env, -i, python3, none.py]", "options of env"],
    ["[make, build/model]", "a file that the program makes"],
    ["[node, src/train]", "a path whose suffix the program adds"],
    ["[tsx, main.js]", "a suffix that the program replaces"],
    ["[python3, /dev/stdin]", "a pipe"],
    ["[bash, 'https://example.org/a.sh']", "an address"],
    ["[python3]", "no script at all"],
  ])("%s: %s", (command) => {
    expect(refusal(command)).toBe("");
  });
});
