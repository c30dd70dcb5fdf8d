import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { describeEnvironment } from "../../../src/cli/environment/describe-environment.js";
import { environmentRecord } from "../../../src/core/environment-record.js";
import { sha256 } from "../../../src/core/hash.js";
import { CODE_FOLDER, codeCopy } from "../../../src/protocol/environment-record.js";

function createProject() {
  const cwd = mkdtempSync(join(tmpdir(), "sweep-environment-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const runsDir = join(cwd, "runs");
  writeFileSync(join(cwd, ".gitignore"), "runs\n");
  writeFileSync(join(cwd, "train.py"), "print(1)\n");
  const trainer = { kind: "command", command: ["python3", "train.py", "-v"], cwd } as const;
  const describeIt = () =>
    describeEnvironment({
      trainer: { ...trainer, command: [...trainer.command] },
      cwd,
      runsDir,
      now: () => 7,
    });
  return { cwd, runsDir, describeIt };
}

function git(cwd: string, ...args: string[]): string {
  const names = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...names, ...args], { cwd, encoding: "utf8" }).trim();
}

it("names machine, versions and the command's own files, of which it keeps a copy", async () => {
  const { runsDir, describeIt } = createProject();
  const found = environmentRecord.parse(await describeIt());
  expect(found).toMatchObject({
    recorded_at: 7,
    node: process.versions.node,
    git: null,
    packages: {},
  });
  expect(found.cores).toBeGreaterThan(0);
  const hash = sha256("print(1)\n");
  expect(found.files).toEqual([{ path: "train.py", sha256: hash, bytes: 9, kept: true }]);
  expect(readFileSync(codeCopy(runsDir, hash), "utf8")).toBe("print(1)\n");
});

it("keeps each content once", async () => {
  const { runsDir, describeIt } = createProject();
  await describeIt();
  await describeIt();
  expect(readdirSync(join(runsDir, CODE_FOLDER))).toEqual([sha256("print(1)\n")]);
});

it("keeps no copy of a file that is no code by its size", async () => {
  const { cwd, runsDir, describeIt } = createProject();
  writeFileSync(join(cwd, "train.py"), Buffer.alloc(256 * 1024 + 1, "#"));
  const [file] = (await describeIt()).files;
  expect(file).toMatchObject({ bytes: 256 * 1024 + 1, kept: false });
  expect(() => readdirSync(join(runsDir, CODE_FOLDER))).toThrow("ENOENT");
});

it("records commit and branch, and keeps what is not committed", async () => {
  const { cwd, runsDir, describeIt } = createProject();
  git(cwd, "init", "-q", "-b", "tuning");
  expect((await describeIt()).git).toBeNull(); // no commit yet
  git(cwd, "add", ".");
  git(cwd, "commit", "-q", "-m", "one");
  const commit = git(cwd, "rev-parse", "HEAD");
  expect((await describeIt()).git).toEqual({ commit, branch: "tuning", dirty: false, diff: null });
  writeFileSync(join(cwd, "train.py"), "print(2)\n");
  const changed = (await describeIt()).git;
  expect(changed).toMatchObject({
    commit,
    dirty: true,
    diff: { path: "git diff HEAD", kept: true },
  });
  const diff = readFileSync(codeCopy(runsDir, changed?.diff?.sha256 ?? ""), "utf8");
  expect(diff).toContain("-print(1)\n+print(2)\n");
});

it("names the libraries of the built-in trainer", async () => {
  const { cwd, runsDir } = createProject();
  const trainer = { kind: "builtin", type: "digits" } as const;
  const found = await describeEnvironment({ trainer, cwd, runsDir, now: () => 7 });
  expect(found.packages["@tensorflow/tfjs-core"]).toMatch(/^4\./);
  expect(found.files).toEqual([]);
});
