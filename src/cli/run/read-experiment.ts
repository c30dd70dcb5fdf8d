import { readFileSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { SweepError } from "../../core/errors.js";
import type { Registry } from "../../core/registry.js";
import { suggest } from "../../core/suggest.js";
import type { TrainerDescriptor } from "../../core/trainer.js";
import type { SamplerDescriptor } from "../../search/sampler.js";
import type { Experiment } from "../../spec/experiment.js";
import { parseExperiment } from "../../spec/parse-experiment.js";
import type { BackendDescriptor } from "../../trainers/backends/backend.js";
import { ExperimentFiles } from "../actions/experiment-files.js";
import { commandFiles } from "./command-files.js";

/** The plug-ins that an experiment may name. */
export interface Plugins {
  trainers: Registry<TrainerDescriptor>;
  samplers: Registry<SamplerDescriptor>;
  backends: Registry<BackendDescriptor>;
}

export interface ReadRequest {
  cwd: string;
  overrides: readonly string[];
  plugins: Plugins;
  /** Of a command that is to be run: then what it names must be there. */
  env?: Record<string, string | undefined>;
}

/** @throws SweepError("not-found") for a missing file, SweepError("spec" | "usage") with all mistakes in it and in what overrides it. */
export function readExperiment(
  file: string,
  { cwd, overrides, plugins, env }: ReadRequest,
): Experiment {
  const readFile = (path: string) => readFileSync(path, "utf8");
  return parseExperiment({
    text: readExperimentFile(resolve(cwd, file), { shown: file, cwd }),
    file,
    overrides,
    deps: { ...plugins, readFile, cwd, ...(env && { commandFiles: commandFiles(cwd, env) }) },
  });
}

function readExperimentFile(path: string, { shown, cwd }: { shown: string; cwd: string }): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case "ENOENT":
        throw new SweepError(
          "not-found",
          `${shown}: expected an experiment's YAML file, found none${meantFile(shown, cwd)}`,
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

/** ` (did you mean \`experiments/bn-aug.yaml\`?)`, also for an experiment's name; or nothing. */
function meantFile(shown: string, cwd: string): string {
  const files = new ExperimentFiles(cwd).list().map(({ file }) => [plainName(file), file] as const);
  const name = suggest(
    plainName(shown),
    files.map(([plain]) => plain),
  );
  const file = files.find(([plain]) => plain === name)?.[1];
  return file === undefined ? "" : ` (did you mean \`${file}\`?)`;
}

/** `experiments/bn-aug.yaml` → `bn-aug` */
function plainName(path: string): string {
  return basename(path, extname(path));
}
