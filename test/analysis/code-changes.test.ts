import { expect, it } from "vitest";
import { findCodeChanges, type RunCode } from "../../src/analysis/code-changes.js";
import { sha256 } from "../../src/core/hash.js";
import { ENVIRONMENT } from "../scheduler/harness.js";

const TEXTS = ["print(1)\nprint(2)\n", "print(1)\nprint(3)\n", "\0binary", "diff of a"];
const read = (hash: string) => TEXTS.find((text) => sha256(text) === hash) ?? null;

function code(id: string, files: Record<string, string>, diff?: string): RunCode {
  const toFile = ([path, text]: [string, string]) => {
    return { path, sha256: sha256(text), bytes: text.length, kept: true };
  };
  const git = { commit: "c", branch: null, dirty: diff !== undefined };
  const environment = {
    ...ENVIRONMENT,
    files: Object.entries(files).map(toFile),
    git: { ...git, diff: diff === undefined ? null : toFile(["git diff HEAD", diff]) },
  };
  return { id, environment };
}

it("shows how a command's file differs from the first run's", () => {
  const [change, ...others] = findCodeChanges(
    [code("a", { "train.py": TEXTS[0] ?? "" }), code("b", { "train.py": TEXTS[1] ?? "" })],
    read,
  );
  expect(others).toEqual([]);
  expect(change).toMatchObject({ path: "train.py", run: "b", against: "a", problem: null });
  expect(change?.patch).toContain(" print(1)\n-print(2)\n+print(3)\n");
});

it("shows a file that only one of them has as wholly added", () => {
  const runs = [code("a", {}), code("b", { "train.py": TEXTS[1] ?? "" })];
  expect(findCodeChanges(runs, read)[0]?.patch).toContain("+print(1)\n+print(3)\n");
});

it("says nothing where the code is the same, or was not recorded", () => {
  const same = { "train.py": TEXTS[0] ?? "" };
  expect(findCodeChanges([code("a", same, "x"), code("b", same, "x")], read)).toEqual([]);
  expect(findCodeChanges([{ id: "a", environment: null }, code("b", {})], read)).toEqual([]);
});

it("says why there is no difference to be seen", () => {
  const runs = [
    code("a", { "train.py": TEXTS[0] ?? "", "data.bin": TEXTS[2] ?? "" }),
    code("b", { "train.py": "lost", "data.bin": TEXTS[0] ?? "" }),
  ];
  const problems = findCodeChanges(runs, read).map(({ path, problem }) => [path, problem]);
  expect(problems).toEqual([
    ["train.py", "no copy was kept: the file has more than 256 KiB, or its copy was removed"],
    ["data.bin", "not a text"],
  ]);
});

it("shows what was not committed, where the runs differ in it", () => {
  const changes = findCodeChanges([code("a", {}, TEXTS[3]), code("b", {})], read);
  expect(changes).toEqual([
    { path: "git diff HEAD", run: "a", against: null, patch: "diff of a", problem: null },
  ]);
});
