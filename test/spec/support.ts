import { z } from "zod";
import { SweepError } from "../../src/core/errors.js";
import { Registry } from "../../src/core/registry.js";
import type { TrainerDescriptor } from "../../src/core/trainer.js";
import { samplers } from "../../src/search/index.js";
import type { Experiment } from "../../src/spec/experiment.js";
import { type ParseDeps, parseExperiment } from "../../src/spec/parse-experiment.js";
import { expandExperiment, type PlannedRun } from "../../src/spec/plan.js";

/** A trainer with every sort of parameter; it never trains. */
const digits: TrainerDescriptor = {
  type: "digits",
  module: "file:///none.js",
  parameters: z
    .strictObject({
      epochs: z.int().min(1).default(6),
      learning_rate: z.number().positive().max(1).default(0.001),
      batch_norm: z.boolean().default(true),
      model: z
        .union([z.string(), z.strictObject({ type: z.string(), width: z.int().optional() })])
        .default("compact"),
      optimizer: z
        .strictObject({
          name: z.enum(["adam", "momentum", "sgd"]).default("adam"),
          decay: z.number().min(0).default(0),
        })
        .prefault({}),
      augment: z
        .union([
          z.boolean(),
          z.strictObject({ rotation: z.number().min(0).max(180), zoom: z.number().default(0) }),
        ])
        .default(false),
      patience: z.int().min(1).default(3),
    })
    .refine(({ epochs, patience }) => patience <= 10 * epochs, {
      path: ["patience"],
      error: "expected at most ten times `epochs`",
    }),
  data: z.strictObject({
    path: z.string().default("data/digits"),
    validation: z.number().gt(0).lt(1).default(0.1),
  }),
  metric: { name: "val_accuracy", goal: "maximize" },
  metrics: ["val_accuracy", "val_loss", "loss"],
  codeHash: () => "code",
  prepareData: async () => null,
  folds: { replaces: ["validation"], at: (description) => description },
  identityOf: (description) => description,
  memoryBytes: () => 1,
};

const CWD = "/project";

/** @param files other files of the project, by path relative to it */
export function depsOf(files: Record<string, string> = {}): ParseDeps {
  return {
    trainers: new Registry("trainer", [digits]),
    samplers,
    backends: new Registry("backend", [
      { type: "cpu", devices: ["cpu"] },
      { type: "wasm", devices: ["cpu"] },
      { type: "compiled", devices: ["cpu", "gpu"] },
    ]),
    cwd: CWD,
    readFile: (path) => {
      const text = files[path.slice(CWD.length + 1)];
      if (text === undefined) throw new Error("no such file");
      return text;
    },
  };
}

export function parse(
  text: string,
  overrides: string[] = [],
  files: Record<string, string> = {},
): Experiment {
  return parseExperiment({ text, file: "experiments/a.yaml", overrides, deps: depsOf(files) });
}

/** The lines of the message that the experiment is refused with. */
export function mistakes(
  text: string,
  overrides: string[] = [],
  files: Record<string, string> = {},
): string[] {
  try {
    parse(text, overrides, files);
  } catch (error) {
    if (!(error instanceof SweepError)) throw error;
    const lines = error.message.split("\n");
    const code = lines.every((line) => line.startsWith("--set ")) ? "usage" : "spec";
    if (error.code === code) return lines;
    throw error;
  }
  return [];
}

export function plan(experiment: Experiment): PlannedRun[] {
  const { method, methodOptions, space, metric } = experiment;
  const sampler = samplers.get(method).create(methodOptions, { space, goal: metric.goal });
  return expandExperiment({ experiment, sampler, trainers: depsOf().trainers });
}
