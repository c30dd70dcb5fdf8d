import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { digits } from "../../../src/trainers/digits/index.js";
import { trainers } from "../../../src/trainers/index.js";

const sourceOf = (trainer: string) =>
  fileURLToPath(new URL(`../../../src/trainers/${trainer}/index.ts`, import.meta.url));

/** Every package that a source file reaches by imports that are there when it runs. */
function packagesReached(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  const imports = readFileSync(file, "utf8").matchAll(
    /^(?:import|export) (?!type )[^;]*?from "([^"]+)";/gms,
  );
  for (const [, name = ""] of imports) {
    if (!name.startsWith(".")) packages.add(name);
    else
      for (const inner of packagesReached(
        resolve(dirname(file), name.replace(/\.js$/, ".ts")),
        seen,
      ))
        packages.add(inner);
  }
  return packages;
}

test.each(trainers.types)(
  "the descriptor of %s reaches no tensor library, so that the command line starts fast",
  (type) => {
    const reached = [...packagesReached(sourceOf(type))];
    expect(reached).toContain("zod");
    expect(reached.filter((name) => name.includes("tensorflow"))).toEqual([]);
  },
);

test("the entry of a run's process does reach one", () => {
  const entry = resolve(dirname(sourceOf("digits")), "entry.ts");
  expect([...packagesReached(entry)]).toContain("@tensorflow/tfjs-layers");
});

test("it is known by its name", () => {
  expect(trainers.get("digits")).toBe(digits);
});

test("a run's identity is in the data's contents, not in where they lie", () => {
  const described = (file: string, sha256: string, split: string) => ({
    source: "files",
    train: { file, sha256, rows: 10, labelled: true, cache: `${file}.bin` },
    test: { file: "test.csv", sha256: "t", rows: 5, labelled: false, cache: "test.bin" },
    sample_submission: null,
    validation: { fraction: 0.1, seed: 1, rows: 1, sha256: split },
  });
  const identity = digits.identityOf(described("/a/train.csv", "abc", "s"));
  expect(digits.identityOf(described("/b/train.csv", "abc", "s"))).toEqual(identity);
  expect(digits.identityOf(described("/a/train.csv", "abd", "s"))).not.toEqual(identity);
  expect(digits.identityOf(described("/a/train.csv", "abc", "z"))).not.toEqual(identity);
});

test("the hash of the code is one, and stays", () => {
  expect(digits.codeHash()).toMatch(/^[0-9a-f]{64}$/);
  expect(digits.codeHash()).toBe(digits.codeHash());
});

test("a wider network and a larger batch are expected to take more memory", () => {
  const bytes = (given: Parameters<typeof digits.memoryBytes>[0]) => digits.memoryBytes(given);
  expect(bytes({ batch_size: 512 })).toBeGreaterThan(bytes({ batch_size: 64 }));
  expect(bytes({ model: "deotte" })).toBeGreaterThan(bytes({ model: "mlp" }));
  expect(bytes({})).toBeLessThan(1e9);
});
