import { describe, expect, test } from "vitest";
import { expandCommand } from "../../src/spec/command-macros.js";
import { splitShellWords } from "../../src/spec/shell-words.js";
import { mistakes, parse } from "./support.js";

const METRIC = "metric: {name: loss, goal: minimize}\n";

function commandOf(written: string): string[] {
  const { trainer } = parse(`command: ${written}\n${METRIC}`);
  if (trainer.kind !== "command") throw new Error("expected a command");
  return trainer.command;
}

describe("a command", () => {
  test("is a list of words, numbers as they are written", () => {
    expect(commandOf("[python3, -c, 1.50, true]")).toEqual(["python3", "-c", "1.50", "true"]);
  });

  test("or a text that is split as a shell would", () => {
    expect(commandOf(`python3 train.py --title 'two words' \${args}`)).toEqual([
      "python3",
      "train.py",
      "--title",
      "two words",
      `\${args}`,
    ]);
  });

  test("runs in the directory of the start and takes any data", () => {
    expect(parse(`command: [train]\n${METRIC}data: {rows: [1, 2]}\n`)).toMatchObject({
      trainer: { cwd: "/project" },
      data: { rows: [1, 2] },
    });
    expect(parse(`command: [train]\n${METRIC}`).data).toBeNull();
  });

  test("needs a metric, and excludes trainer, backend and device", () => {
    expect(mistakes("command: [train]\ntrainer: digits\nbackend: wasm\ndevice: gpu\n")).toEqual([
      "experiments/a.yaml:1:1  command: expected `trainer` or `command`, got both",
      "experiments/a.yaml:1:1  metric: expected `{name: …, goal: minimize | maximize}`, got nothing",
      "experiments/a.yaml:3:1  backend: expected with a built-in trainer only, got it with `command`",
      "experiments/a.yaml:4:1  device: expected with a built-in trainer only, got it with `command`",
    ]);
  });

  test.each([
    ["[]", "1  command: expected a program, got nothing"],
    ["''", "1  command: expected a program, got nothing"],
    ["{a: 1}", "10  command: expected a list of words, or text, got a mapping"],
    ["[train, {a: 1}]", "18  command[1]: expected a word, got a mapping"],
    [
      `[train, "\${arg}"]`,
      `18  command[1]: expected a known macro, got \`arg\` (did you mean \`args\`?); as text it is written \`$\${arg}\``,
    ],
    [
      `[train, "--x=\${args}"]`,
      `18  command[1]: expected \`\${args}\` as a word of its own, got \`--x=\${args}\``,
    ],
    [`["\${program}"]`, `11  command[0]: expected the script's path in place of \`\${program}\``],
    [
      `["\${envvar:}"]`,
      `11  command[0]: expected a variable's name as in \`\${envvar:HOME}\`, got \`\${envvar:}\``,
    ],
    [`["\${env:HOME}"]`, `11  command[0]: expected \`\${env}\`, got \`\${env:HOME}\``],
    [
      "train | tee log",
      "10  command: there is no shell to interpret `|`: quote it, or write `command: [sh, -c, '…']`",
    ],
  ])("%s is refused at its place", (written, message) => {
    expect(mistakes(`command: ${written}\n${METRIC}`)).toEqual([`experiments/a.yaml:1:${message}`]);
  });
});

describe("splitting as a shell", () => {
  test.each([
    ["  a  b\tc ", ["a", "b", "c"]],
    [`'a b'"c d"e`, ["a bc de"]],
    [`a '' ""`, ["a", "", ""]],
    [String.raw`a\ b "c\"d" 'e\f'`, ["a b", 'c"d', String.raw`e\f`]],
    [`\${args} x=\${envvar:HOME}/y`, [`\${args}`, `x=\${envvar:HOME}/y`]],
    [`'$HOME' "$\${x}"`, ["$HOME", `$\${x}`]],
  ])("%s", (text, words) => {
    expect(splitShellWords(text)).toEqual({ ok: true, words });
  });

  test.each([
    ["a 'b", "expected a closing '"],
    ['a "b', 'expected a closing "'],
    ["a\\", "expected a character after the last \\"],
    ["ls *.py", "there is no shell to interpret `*`: quote it, or write `command: [sh, -c, '…']`"],
    ["a && b", "there is no shell to interpret `&`: quote it, or write `command: [sh, -c, '…']`"],
    [
      "echo $HOME",
      `there is no shell to replace \`$\` or backquotes: write \`\${envvar:NAME}\`, or quote them with '…'`,
    ],
    [
      'echo "in $HOME"',
      `there is no shell to replace \`$\` or backquotes: write \`\${envvar:NAME}\`, or quote them with '…'`,
    ],
  ])("%s is refused, as nothing would interpret it", (text, problem) => {
    expect(splitShellWords(text)).toEqual({ ok: false, problem });
  });
});

describe("macros", () => {
  const parameters = {
    lr: 0.1,
    name: "two words",
    flag: true,
    off: false,
    layers: [1, 2],
    opt: { a: null },
  };
  const environment = { SWEEP_CONFIG: "/runs/1/config.json", HOME: "/home/me" };
  const expand = (...command: string[]) => expandCommand(command, parameters, environment);

  test.each([
    [
      "args",
      [
        "--lr=0.1",
        "--name=two words",
        "--flag=true",
        "--off=false",
        "--layers=[1,2]",
        '--opt={"a":null}',
      ],
    ],
    [
      "args_no_equals",
      [
        "--lr",
        "0.1",
        "--name",
        "two words",
        "--flag",
        "true",
        "--off",
        "false",
        "--layers",
        "[1,2]",
        "--opt",
        '{"a":null}',
      ],
    ],
    [
      "args_no_hyphens",
      ["lr=0.1", "name=two words", "flag=true", "off=false", "layers=[1,2]", 'opt={"a":null}'],
    ],
    [
      "args_no_boolean_flags",
      ["--lr=0.1", "--name=two words", "--flag", "--layers=[1,2]", '--opt={"a":null}'],
    ],
    ["args_json", [JSON.stringify(parameters)]],
    ["args_json_file", ["/runs/1/config.json"]],
    ["env", ["/usr/bin/env"]],
    ["interpreter", ["python3"]],
    ["envvar:HOME", ["/home/me"]],
  ])("%s", (macro, words) => {
    expect(expand("run", `\${${macro}}`)).toEqual(["run", ...words]);
  });

  test("that stand for one text may stand within a word", () => {
    expect(expand(`--config=\${args_json_file}`, `\${envvar:HOME}/\${interpreter}`)).toEqual([
      "--config=/runs/1/config.json",
      "/home/me/python3",
    ]);
  });

  test("are text after a second dollar", () => {
    expect(expand(`$\${args}`, `a$\${x}`)).toEqual([`\${args}`, `a\${x}`]);
  });

  test("of a variable that is not set end in a message", () => {
    expect(() => expand(`\${envvar:NOPE}`)).toThrow(
      "command: the environment variable `NOPE` is not set",
    );
  });
});
