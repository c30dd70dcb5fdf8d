import { resolve } from "node:path";
import { expect, test } from "vitest";
import { submitInChild } from "../../../src/cli/submit-jobs/submit-in-child.js";
import type { TrainerSpec } from "../../../src/core/records.js";
import { createWorkspace } from "../../selection/workspace.js";

const ENTRY = resolve(import.meta.dirname, "../../../dist/cli/submit-jobs/child.js");
const COMMAND: TrainerSpec = { kind: "command", command: ["python3", "train.py"], cwd: "/x" };
const RUN = "8c1dfe02ab34";

function setUp(files: Record<string, string>) {
  const { dir, runsDir, store, addSweep, write } = createWorkspace();
  const artifacts = Object.entries(files).map(([path, text]) => ({ path, kind: "file", text }));
  addSweep("own", [{ id: RUN, trainer: COMMAND, artifacts }]);
  const submit = (entry = ENTRY, onProgress = () => {}) =>
    submitInChild({ entry, runsDir, cwd: dir, runId: RUN, onProgress });
  return { submit, store, write };
}

test("a process of its own makes the submission and records it", async () => {
  const { submit, store } = setUp({ "submission.csv": "ImageId,Label\n1,2\n2,0\n" });
  const id = await submit();
  expect(store.listSubmissions()).toMatchObject([{ id, runId: RUN, rows: 2 }]);
});

test("what is wrong with the submission is passed on in the same words as by the command", async () => {
  const { submit, store } = setUp({});
  await expect(submit()).rejects.toThrow(
    `run ${RUN} was trained by a command: expected it to write its own artifacts/submission.csv`,
  );
  await expect(submit()).rejects.toMatchObject({ code: "submission" });
  expect(store.listSubmissions()).toEqual([]);
});

test("a process that dies is told with its last words", async () => {
  const { submit, write } = setUp({});
  const killed = write("killed.mjs", "process.kill(process.pid, 'SIGKILL');");
  await expect(submit(killed)).rejects.toThrow(
    "the process that made the submission ended with SIGKILL",
  );
  const aborted = write("aborted.mjs", "console.error('out of memory'); process.exitCode = 9;");
  await expect(submit(aborted)).rejects.toThrow("ended with 9:\nout of memory");
});
