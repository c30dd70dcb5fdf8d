import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeAtomically } from "../../src/selection/write-atomically.js";
import { createWorkspace } from "./workspace.js";

test("the file and its folder are made, and nothing else is left", () => {
  const { dir } = createWorkspace();
  const file = join(dir, "new", "s.csv");
  writeAtomically(file, "first");
  writeAtomically(file, "second");
  expect(readFileSync(file, "utf8")).toBe("second");
  expect(readdirSync(join(dir, "new"))).toEqual(["s.csv"]);
});

test("what cannot be written is an error that names the file and leaves no draft", () => {
  const { dir } = createWorkspace();
  const folder = join(dir, "taken");
  mkdirSync(join(folder, "by-a-folder"), { recursive: true });
  expect(() => writeAtomically(folder, "text")).toThrow(`${folder}: cannot be written: `);
  expect(readdirSync(dir).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});
