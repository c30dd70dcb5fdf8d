import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { SweepError } from "../../core/errors.js";
import type { Registry } from "../../core/registry.js";
import type { TrainerDescriptor } from "../../core/trainer.js";
import type { SamplerDescriptor } from "../../search/sampler.js";
import type { Experiment } from "../../spec/experiment.js";
import { parseExperiment } from "../../spec/parse-experiment.js";
import type { BackendDescriptor } from "../../trainers/backends/backend.js";

/** The plug-ins that an experiment may name. */
export interface Plugins {
  trainers: Registry<TrainerDescriptor>;
  samplers: Registry<SamplerDescriptor>;
  backends: Registry<BackendDescriptor>;
}

/** @throws SweepError("not-found") for a missing file, SweepError("spec") with all mistakes in it. */
export function readExperiment(
  file: string,
  { cwd, overrides, plugins }: { cwd: string; overrides: readonly string[]; plugins: Plugins },
): Experiment {
  const readFile = (path: string) => readFileSync(path, "utf8");
  return parseExperiment({
    text: readExperimentFile(resolve(cwd, file), file),
    file,
    overrides,
    deps: { ...plugins, readFile, cwd },
  });
}

function readExperimentFile(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case "ENOENT":
        throw new SweepError(
          "not-found",
          `${shown}: expected an experiment's YAML file, found none`,
        );
      case "EISDIR":
        throw new SweepError(
          "not-found",
          `${shown}: expected an experiment's YAML file, got a folder`,
        );
      default:
        throw error;
    }
  }
}
