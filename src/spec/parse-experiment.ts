import { basename, extname, resolve } from "node:path";
import type { Registry } from "../core/registry.js";
import type { TrainerDescriptor } from "../core/trainer.js";
import { type BackendFacts, readBackend } from "./backend.js";
import type { CommandFiles } from "./command-files.js";
import { readDevice } from "./device.js";
import type { Experiment } from "./experiment.js";
import { DEFAULT_EXECUTION, readField } from "./fields.js";
import { readFolds } from "./folds.js";
import { checkKeys } from "./keys.js";
import { loadExperiment } from "./load-experiment.js";
import type { LocatedMap } from "./located.js";
import { checkEnd, type MethodDescriptor, readMethod } from "./method.js";
import { Mistakes } from "./mistakes.js";
import { readOnly } from "./only.js";
import { applyOverrides } from "./override.js";
import { readParameters } from "./parameters.js";
import { parameterNames, readData, readMetric, readTrainer } from "./trainer.js";

export interface ParseDeps {
  trainers: Registry<TrainerDescriptor>;
  samplers: Registry<MethodDescriptor>;
  backends: Registry<BackendFacts>;
  /** Reads a file that is extended; throws when there is none. */
  readFile(path: string): string;
  /** Directory that the command was started in, absolute. */
  cwd: string;
  /** The machine on which an experiment's own command is to run; left out: what it names is not looked for. */
  commandFiles?: CommandFiles;
}

export interface ParseRequest {
  text: string;
  /** As the user gave it, absolute or relative to `cwd`. */
  file: string;
  /** Every `--set key=value`, without the option's name. */
  overrides?: readonly string[];
  deps: ParseDeps;
}

/**
 * Reads an experiment. Every default is applied and every name known afterwards.
 * @throws SweepError("spec" | "usage") that lists all mistakes, one a line, in the order of their places.
 */
export function parseExperiment({ text, file, overrides = [], deps }: ParseRequest): Experiment {
  const mistakes = new Mistakes();
  const source = { text, shown: file, file: resolve(deps.cwd, file) };
  const written = loadExperiment(source, { ...deps, mistakes });
  if (written === null) throw mistakes.toError();
  const namesOf = (tree: LocatedMap) => parameterNames(tree, deps.trainers);
  const tree = applyOverrides(written, overrides, namesOf, mistakes);
  checkKeys(tree, namesOf(tree) ?? [], mistakes);
  const experiment = {
    source: text,
    file: source.file,
    overrides,
    ...readExperiment(tree, source.file, deps, mistakes),
  };
  mistakes.throwIfAny();
  return experiment;
}

const DEFAULT_SEED = 42; // any number would do; a fixed one makes a first run reproducible

/** With mistakes, stand-ins take the place of what could not be read. */
function readExperiment(
  tree: LocatedMap,
  file: string,
  deps: ParseDeps,
  mistakes: Mistakes,
): Omit<Experiment, "source" | "file" | "overrides"> {
  const field = <K extends Parameters<typeof readField>[1]>(name: K) =>
    readField(tree, name, mistakes);
  const trainer = readTrainer(tree, deps, mistakes);
  const method = readMethod(tree, deps.samplers, mistakes);
  const backend = readBackend(tree, trainer.spec, deps.backends, mistakes);
  const repeats = field("repeats") ?? 1;
  const folds = readFolds(tree, { trainer, method }, mistakes);
  const experiment = {
    name: field("name") ?? nameOf(file),
    description: field("description") ?? "",
    trainer: trainer.spec,
    method: method.type,
    methodOptions: method.options,
    metric: readMetric(tree, trainer, mistakes),
    space: readParameters(tree, { trainer: trainer.descriptor, rejects: method.rejects }, mistakes),
    seed: field("seed") ?? DEFAULT_SEED,
    repeats,
    folds,
    only: readOnly(tree, { repeats, folds }, mistakes),
    runCap: field("run_cap") ?? null,
    data: readData(tree, trainer, mistakes),
    backend,
    device: readDevice(tree, { ...deps, trainer: trainer.spec, backend }, mistakes),
    execution: field("run") ?? DEFAULT_EXECUTION,
  };
  checkEnd(tree, method, experiment, mistakes);
  return experiment;
}

/** `experiments/my test.yaml` → `my-test`. */
function nameOf(file: string): string {
  return basename(file, extname(file)).replace(/[^A-Za-z0-9._-]+/g, "-") || "experiment";
}
