import { expect, it } from "vitest";
import { measureImportance } from "../../../src/analysis/importance/importance.js";
import { importanceInWorker } from "../../../src/cli/importance/measure-in-worker.js";

const entry = new URL("../../../dist/cli/importance/worker.js", import.meta.url);

it("gives the figures that measuring in this thread gives", async () => {
  const trials = Array.from({ length: 40 }, (_, i) => ({
    parameters: { a: i % 7, name: i % 2 === 0 ? "x" : "y" },
    value: (i % 7) + (i % 3) / 10,
  }));
  const measured = await importanceInWorker(entry)(trials, "maximize");
  expect(measured).toEqual(measureImportance(trials, "maximize"));
});

it("says so when the thread cannot be started, and goes on", async () => {
  const measure = importanceInWorker(new URL("./missing.js", entry));
  await expect(measure([], "maximize")).rejects.toThrow("missing.js");
  await expect(measure([], "maximize")).rejects.toThrow("missing.js");
});
