/** What `sweep` tells a script: exit code and message of the compiled program. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

describe("sweep", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "sweep-exit-"));
    const dir = folder;
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  });

  const sweep = (...args: string[]) => sweepWith({}, ...args);
  const sweepWith = (env: Record<string, string>, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      encoding: "utf8",
      timeout: 60_000, // so that one that hangs fails alone
    });
    return { code: status, stdout, stderr: stderr.replaceAll(folder, "DIR") };
  };

  it.each([
    [["rnu"], /^error: unknown command 'rnu'\n\(Did you mean run\?\)\n/],
    [["run"], /^error: missing required argument 'experiment'\n/],
    [
      ["run", "a.yaml", "--jbos", "3"],
      /^error: unknown option '--jbos'\n\(Did you mean --jobs\?\)\n/,
    ],
  ])("ends with 2 after the command line %j, which it explains", (args, message) => {
    const { code, stdout, stderr } = sweep(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });

  it("ends with 2 after a --set that is wrong, and with 1 where the file is", () => {
    const from = (yaml: string, ...settings: string[]) => {
      writeFileSync(join(folder, "demo.yaml"), yaml);
      const { code, stderr } = sweep("run", "demo.yaml", ...settings.flatMap((s) => ["--set", s]));
      return { code, stderr };
    };
    const typed =
      "sweep: --set epochs=abc  parameters.epochs: expected a whole number, got `abc`\n";
    expect(from("seed: 1\n", "epochs=abc")).toEqual({ code: 2, stderr: typed });
    const both = from("seed: one\n", "epochs=abc");
    expect(both.code).toBe(1);
    expect(both.stderr).toMatch(/^sweep: demo\.yaml:1:7 {2}seed: .*\n--set epochs=abc /);
  });

  it("tells its exit codes, and ends with 0 after telling", () => {
    const { code, stdout } = sweep("--help");
    expect(code).toBe(0);
    expect(stdout).toContain(
      "\nExit code: 0 done, 1 not done (the message says why), 2 wrong command line, 130 stopped before all was trained.\n",
    );
    expect(sweep("ls", "--help").stdout).not.toContain("130");
  });

  it("ends with 1 when no program can be started, and does not call that an interruption", () => {
    writeFileSync(join(folder, "fit"), "#!/no/such/interpreter\n", { mode: 0o755 });
    const experiment = {
      command: ["./fit"],
      metric: { name: "loss", goal: "minimize" },
      parameters: { x: { values: [1, 2, 3] } },
      run: { concurrency: 1 },
    };
    writeFileSync(join(folder, "demo.yaml"), JSON.stringify(experiment));
    const { code, stdout, stderr } = sweep("run", "demo.yaml");
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "sweep: 1 run failed, 2 others not trained\n",
    });
    expect(stdout).toMatch(
      /^warning: no more runs are started: could not start: command: expected/m,
    );
    expect(stdout).not.toContain("Ctrl-C");
  });

  it.each([
    [
      "[pyhton3, train.py]",
      "1:11  command[0]: expected a program, found no `pyhton3` on PATH (did you mean `python3`?)",
    ],
    [
      "[node, trian.mjs]",
      "1:17  command[1]: expected a script, found no `trian.mjs` in DIR, where the command runs (did you mean `train.mjs`?)",
    ],
  ])(
    "ends with 1 before any run where the command is %s, and nothing was made",
    (command, message) => {
      writeFileSync(join(folder, "train.mjs"), "");
      writeFileSync(join(folder, "python3"), "", { mode: 0o755 });
      const text = `command: ${command}\nmetric: {name: loss, goal: minimize}\n`;
      writeFileSync(join(folder, "a.yaml"), text);
      const PATH = `${folder}:${process.env.PATH}`; // there need not be a python3 on this machine
      for (const options of [[], ["--dry-run"]])
        expect(sweepWith({ PATH }, "run", "a.yaml", ...options)).toEqual({
          code: 1,
          stdout: "",
          stderr: `sweep: a.yaml:${message}\n`,
        });
      expect(existsSync(join(folder, "runs"))).toBe(false);
    },
  );

  it.each(["run", "ls", "reindex"])("%s says when the folder of the runs is a file", (command) => {
    writeFileSync(
      join(folder, "a.yaml"),
      "command: [node]\nmetric: {name: loss, goal: minimize}\n",
    );
    const argument = command === "run" ? ["a.yaml"] : [];
    expect(sweep("--runs-dir", "a.yaml", command, ...argument)).toEqual({
      code: 1,
      stdout: "",
      stderr: "sweep: DIR/a.yaml: expected the folder of the runs, got a file\n",
    });
  });

  it("says when the folder of the runs is to be below a file", () => {
    writeFileSync(join(folder, "file"), "");
    expect(sweep("--runs-dir", "file/runs", "ls")).toEqual({
      code: 1,
      stdout: "",
      stderr: "sweep: DIR/file/runs: expected the folder of the runs, got a path below a file\n",
    });
  });

  it.runIf(existsSync("/proc/self"))(
    "names the folder of the runs that no file system makes, whatever would make it first",
    () => {
      const metric = "metric: {name: loss, goal: minimize}";
      writeFileSync(join(folder, "command.yaml"), `command: [node]\n${metric}\n`);
      writeFileSync(join(folder, "digits.yaml"), "trainer: digits\n");
      const below = (path: string) =>
        `sweep: /proc/x${path}: the folder cannot be made: the file system of /proc takes no new folders\n`;
      for (const [args, path] of [
        [["run", "command.yaml"], ""],
        [["run", "digits.yaml", "--dry-run"], "/cache"],
        [["data"], "/cache"],
      ] as const)
        expect(sweep("--runs-dir", "/proc/x", ...args)).toEqual({
          code: 1,
          stdout: "",
          stderr: below(path),
        });
    },
  );

  it("says when data that was read before is a link to nothing by now", () => {
    const data = join(folder, "data/digit-recognizer");
    const train = join(data, "train.csv");
    mkdirSync(data, { recursive: true });
    writeFileSync(join(folder, "a.yaml"), "trainer: digits\n");
    writeFileSync(join(data, "test.csv"), csv(PIXELS, [0]));
    writeFileSync(train, csv(["label", ...PIXELS], LABELS));
    expect(sweep("data", "a.yaml").code).toBe(0);
    rmSync(train);
    symlinkSync(join(folder, "none"), train);
    for (const command of ["data", "run"]) {
      const { code, stderr } = sweep(command, "a.yaml");
      expect(code).toBe(1);
      expect(stderr.split("\n").at(-2)).toBe(
        "sweep: DIR/data/digit-recognizer/train.csv: expected a file, got a link to DIR/none, which does not exist",
      );
      expect(stderr).not.toContain(" at ");
    }
  });
});

const LABELS = Array.from({ length: 40 }, (_, i) => i % 10);
const PIXELS = Array.from({ length: 784 }, (_, i) => `pixel${i}`);

/** A row a label, of which each begins with it. */
function csv(header: readonly string[], labels: readonly number[]): string {
  const zeros = Array.from({ length: header.length - 1 }, () => 0);
  const rows = labels.map((label) => [label, ...zeros].join(","));
  return `${[header.join(","), ...rows].join("\n")}\n`;
}
