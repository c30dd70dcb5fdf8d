import { join } from "node:path";
import { expect, test } from "vitest";
import { promoteRun } from "../../src/selection/promotion.js";
import { resolveRun } from "../../src/selection/resolve-run.js";
import { resolveSweep } from "../../src/selection/resolve-sweep.js";
import { resolveTarget } from "../../src/selection/resolve-target.js";
import { createWorkspace, START } from "./workspace.js";

function setUp() {
  const workspace = createWorkspace();
  const [first] = workspace.addSweep("bn-aug", [
    { id: "8c1dfe02ab34", name: "batch_norm=true" },
    { id: "8c1d00000000", name: "batch_norm=false", state: "failed" },
    { id: "ffff00000000" },
  ]);
  if (!first) throw new Error("the runs were not saved");
  return { ...workspace, first };
}

test("a run is named by its id, by the beginning of it, or as champion", () => {
  const { store, first } = setUp();
  promoteRun(store, { run: first, reason: "test", now: START });
  for (const text of ["8c1dfe02ab34", "8c1df", "8C1DFE02", "champion"]) {
    expect(resolveRun(store, text).id).toBe("8c1dfe02ab34");
  }
});

test("an ambiguous abbreviation lists the candidates", () => {
  expect(() => resolveRun(setUp().store, "8c1d")).toThrow(
    "run id `8c1d` is ambiguous; it could be:\n" +
      "  8c1d00000000  failed  batch_norm=false\n" +
      "  8c1dfe02ab34  finished  batch_norm=true",
  );
});

test("no more than ten candidates are listed", () => {
  const { store, addSweep } = createWorkspace();
  addSweep(
    "many",
    Array.from({ length: 12 }, (_, i) => ({ id: `abcd${i + 10}`, state: "queued" as const })),
  );
  const message = (() => {
    try {
      return String(resolveRun(store, "abcd"));
    } catch (error) {
      return (error as Error).message;
    }
  })();
  expect(message.split("\n")).toHaveLength(12);
  expect(message.split("\n").at(-1)).toBe("  …and more");
});

test.each([
  ["abc", "run id: expected at least 4 characters or `champion`, got `abc`"],
  ["champoin", "no run has an id that begins with `champoin` (did you mean `champion`?)"],
  ["ffff00000001", "begins with `ffff00000001` (did you mean `ffff00000000`?)"],
  ["abcd", "no run has an id that begins with `abcd`: `sweep ls` lists them"],
  [
    "champion",
    "there is no champion yet: `sweep promote --best <experiment>` or `sweep promote <runId>` makes one",
  ],
])("`%s` is refused with a hint", (text, message) => {
  expect(() => resolveRun(setUp().store, text)).toThrow(message);
});

test("a sweep is named by its experiment's name or by its file", () => {
  const { store, dir } = setUp();
  const file = join(dir, "experiments", "bn-aug.yaml");
  expect(resolveSweep(store, "bn-aug", join(dir, "bn-aug")).name).toBe("bn-aug");
  expect(resolveSweep(store, "experiments/bn-aug.yaml", file).name).toBe("bn-aug");
});

test.each([
  ["bn-agu", "no experiment `bn-agu` has been run (did you mean `bn-aug`?)"],
  ["elsewhere", "no experiment `elsewhere` has been run: `sweep ls` lists them"],
])("the unknown experiment `%s` is refused with a hint", (text, message) => {
  expect(() => resolveSweep(setUp().store, text, `/${text}`)).toThrow(message);
});

test("a misspelled experiment is answered with the one that was probably meant, also where a run may be named", () => {
  const { store } = setUp();
  expect(() => resolveTarget(store, "bn-agu", "/nowhere")).toThrow("(did you mean `bn-aug`?)");
  expect(() => resolveTarget(store, "unlike", "/nowhere")).toThrow("`sweep ls` lists them");
});
