import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { DISTRIBUTIONS } from "../../src/spec/distributions.js";
import { KEYS } from "../../src/spec/keys.js";
import { mistakes } from "./support.js";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/experiments.md"), "utf8");

test("every YAML example of docs/experiments.md is an experiment without mistakes", () => {
  const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  expect(examples.length).toBeGreaterThan(1);
  const files = { "experiments/baseline.yaml": "" };
  expect(examples.flatMap((text) => mistakes(text, [], files))).toEqual([]);
});

test("docs/experiments.md has a row for every key and every distribution", () => {
  const missing = [...KEYS.filter((key) => key !== "run"), ...Object.keys(DISTRIBUTIONS)].filter(
    (name) => !page.includes(`| \`${name}\` |`),
  );
  expect(missing).toEqual([]);
});
