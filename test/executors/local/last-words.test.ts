import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { lastWords } from "../../../src/executors/local/last-words.js";

function log(text: string): string {
  const dir = mkdtempSync(join(tmpdir(), "sweep-log-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(join(dir, "output.log"), text);
  return join(dir, "output.log");
}

it.each([
  ["the last line", "one\ntwo\n\n", "two"],
  ["Python's error", "Traceback:\n  File \"a.py\"\nKeyError: 'lr'\n", "KeyError: 'lr'"],
  [
    "an error with a module path",
    "torch.cuda.OutOfMemoryError: CUDA\nbye\n",
    "torch.cuda.OutOfMemoryError: CUDA",
  ],
  ["Node's error", "file.mjs:1\n\nTypeError: no\n    at x\n\nNode.js v20.0.0\n", "TypeError: no"],
  ["the last state of a progress bar", "10%\r50%\r90%", "90%"],
])("takes %s", (_what, text, expected) => {
  expect(lastWords(log(text))).toBe(expected);
});

it("shortens a long line, and reads only the end of a long log", () => {
  const words = lastWords(log(`ValueError: early\n${"x".repeat(10_000)}`));
  expect(words).toBe("x".repeat(300));
});

it("has none for an empty log", () => {
  expect(lastWords(log("\n"))).toBeUndefined();
});
