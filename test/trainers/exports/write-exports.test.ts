import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { SweepError } from "../../../src/core/errors.js";
import type { Exported, ExportFormat } from "../../../src/trainers/exports/format.js";
import { writeExports } from "../../../src/trainers/exports/write-exports.js";

function format(type: string, convert: () => Promise<Exported>): ExportFormat {
  return { type, description: type, files: [`model.${type}`], convert };
}

test("a form that cannot be had is left out with a warning, and the others are written", async () => {
  const modelDir = mkdtempSync(join(tmpdir(), "sweep-write-exports-"));
  onTestFinished(() => rmSync(modelDir, { recursive: true }));
  const warned = new Promise<Error>((resolve) => process.once("warning", resolve));
  const summary: Record<string, unknown> = {};
  const artifacts: unknown[] = [];
  const formats = [
    format("wrong", () => Promise.reject(new SweepError("data", "answers are other ones"))),
    format("unseen", async () => ({
      contents: [Buffer.from("a")],
      check: { state: "not-run", reason: "onnxruntime-node does not work here: no such file" },
    })),
    format("plain", async () => ({ contents: [Buffer.from("b")], check: null })),
  ];
  await writeExports(
    formats,
    { modelDir, runId: "8c1dfe02ab34", reference: null },
    {
      artifact: (path, kind) => artifacts.push([path, kind]),
      summary: (values) => Object.assign(summary, values),
    },
  );
  expect(readdirSync(modelDir)).toEqual(["model.plain", "model.unseen"]);
  expect(artifacts).toEqual([
    [join(modelDir, "model.unseen"), "export"],
    [join(modelDir, "model.plain"), "export"],
  ]);
  expect(summary).toEqual({
    wrong_check: "not written: answers are other ones",
    unseen_check: "not run: onnxruntime-node does not work here: no such file",
  });
  expect((await warned).message).toBe("the model as wrong: not written: answers are other ones");
});
