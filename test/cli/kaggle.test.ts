import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { pushToKaggle } from "../../src/cli/kaggle.js";
import { standInKaggle } from "./stand-in-kaggle.js";

const PUSH = { file: "/data/mine.csv", competition: "digit-recognizer", message: "a, b" };

function push(script: string): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), "sweep-kaggle-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return pushToKaggle(PUSH, { PATH: standInKaggle(dir, script) });
}

test("what the command says of its success is returned", async () => {
  expect(await push('console.log("Successfully submitted to Digit Recognizer")')).toBe(
    "Successfully submitted to Digit Recognizer",
  );
});

test("an exit code is an error with all that the command said", async () => {
  await expect(
    push('console.log("0%"); console.error("403 - Forbidden"); process.exit(2)'),
  ).rejects.toThrow(
    "kaggle competitions submit -c digit-recognizer ended with 2:\n0%\n403 - Forbidden",
  );
});

test("a refusal with exit code 0 is an error, too", async () => {
  await expect(push('console.log("Could not submit to competition")')).rejects.toThrow(
    "kaggle competitions submit -c digit-recognizer did not say that it submitted the file:\nCould not submit to competition",
  );
});

test("a command that is killed, or says nothing, is an error", async () => {
  await expect(push('process.kill(process.pid, "SIGKILL")')).rejects.toThrow(
    "ended with SIGKILL:\n(it printed nothing)",
  );
});

test("without the command there is help", async () => {
  await expect(pushToKaggle(PUSH, { PATH: "/nowhere" })).rejects.toThrow(
    "kaggle: expected Kaggle's command on the PATH, got none. `pip install kaggle` installs it",
  );
});
