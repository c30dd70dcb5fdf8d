import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { Registry } from "../../src/core/registry.js";
import { samplers } from "../../src/search/index.js";
import { parseExperiment } from "../../src/spec/parse-experiment.js";
import { expandExperiment } from "../../src/spec/plan.js";
import { digits } from "../../src/trainers/digits/index.js";

const cwd = resolve(import.meta.dirname, "../..");

function planFile(file: string) {
  const trainers = new Registry("trainer", [digits]);
  const readFile = (path: string) => readFileSync(path, "utf8");
  const deps = { trainers, samplers, backends: new Registry("backend", []), cwd, readFile };
  const experiment = parseExperiment({ text: readFile(resolve(cwd, file)), file, deps });
  const { method, methodOptions, space, metric } = experiment;
  const sampler = samplers.get(method).create(methodOptions, { space, goal: metric.goal });
  return expandExperiment({ experiment, sampler, trainers });
}

test("bn-aug.yaml makes one run of each combination, named by what varies", () => {
  expect(planFile("experiments/bn-aug.yaml").map(({ name }) => name)).toEqual([
    "batch_norm=false augment=false",
    "batch_norm=false augment=true",
    "batch_norm=true augment=false",
    "batch_norm=true augment=true",
  ]);
});

test("the runs of baseline.yaml and bn.yaml are two of those of bn-aug.yaml", () => {
  const all = planFile("experiments/bn-aug.yaml").map(({ parameters }) => parameters);
  const steps = ["experiments/baseline.yaml", "experiments/bn.yaml"].flatMap(planFile);
  expect(steps.map(({ parameters }) => parameters)).toEqual([all[0], all[2]]);
});

test("python.yaml makes six runs of a command", () => {
  const runs = planFile("experiments/python.yaml");
  expect(runs).toHaveLength(6);
  expect(runs[0]?.parameters).toEqual({ learning_rate: 0.02, batch_size: 8, epochs: 15 });
});
