import { basename, extname, resolve } from "node:path";
import type { Descriptor, Registry } from "../core/registry.js";
import type { TrainerDescriptor } from "../core/trainer.js";
import { unknownKey } from "./check.js";
import type { Experiment } from "./experiment.js";
import { DEFAULT_EXECUTION, readField } from "./fields.js";
import { checkKeys } from "./keys.js";
import { loadExperiment } from "./load-experiment.js";
import { type LocatedMap, placeAt, show } from "./located.js";
import { type Method, type MethodDescriptor, readMethod } from "./method.js";
import { Mistakes } from "./mistakes.js";
import { applyOverrides } from "./override.js";
import { readParameters } from "./parameters.js";
import { findTrainer, readData, readMetric, readTrainer, type Trainer } from "./trainer.js";

export interface ParseDeps {
  trainers: Registry<TrainerDescriptor>;
  samplers: Registry<MethodDescriptor>;
  backends: Registry<Descriptor>;
  /** Reads a file that is extended; throws when there is none. */
  readFile(path: string): string;
  /** Directory that the command was started in, absolute. */
  cwd: string;
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
 * @throws SweepError("spec") that lists all mistakes, one a line, in the order of their places.
 */
export function parseExperiment({ text, file, overrides = [], deps }: ParseRequest): Experiment {
  const mistakes = new Mistakes();
  const source = { text, shown: file, file: resolve(deps.cwd, file) };
  const written = loadExperiment(source, { ...deps, mistakes });
  if (written === null) mistakes.throwIfAny();
  const parametersOf = (tree: LocatedMap) => parameterNames(findTrainer(tree, deps.trainers));
  const tree = applyOverrides(written ?? EMPTY, overrides, parametersOf, mistakes);
  checkKeys(tree, parametersOf(tree), mistakes);
  const experiment = {
    source: text,
    file: source.file,
    ...readExperiment(tree, source.file, deps, mistakes),
  };
  mistakes.throwIfAny();
  return experiment;
}

const EMPTY: LocatedMap = {
  kind: "map",
  place: { label: "", order: [0, 0, 0], path: "" },
  entries: new Map(),
};

const DEFAULT_SEED = 42; // any number would do; a fixed one makes a first run reproducible

/** With mistakes, stand-ins take the place of what could not be read. */
function readExperiment(
  tree: LocatedMap,
  file: string,
  deps: ParseDeps,
  mistakes: Mistakes,
): Omit<Experiment, "source" | "file"> {
  const field = <K extends Parameters<typeof readField>[1]>(name: K) =>
    readField(tree, name, mistakes);
  const trainer = readTrainer(tree, deps.trainers, deps.cwd, mistakes);
  const method = readMethod(tree, deps.samplers, mistakes);
  const experiment = {
    name: field("name") ?? nameOf(file),
    description: field("description") ?? "",
    trainer: trainer.spec,
    method: method.type,
    methodOptions: method.options,
    metric: readMetric(tree, trainer, mistakes),
    space: readParameters(
      tree,
      { trainer: trainer.descriptor, rejects: rejecterOf(method) },
      mistakes,
    ),
    seed: field("seed") ?? DEFAULT_SEED,
    repeats: field("repeats") ?? 1,
    runCap: field("run_cap") ?? null,
    data: readData(tree, trainer, mistakes),
    backend: readBackend(tree, trainer, deps.backends, mistakes),
    execution: field("run") ?? DEFAULT_EXECUTION,
  };
  checkEnd(tree, method, experiment, mistakes);
  return experiment;
}

function parameterNames(trainer: TrainerDescriptor | undefined): string[] {
  return trainer ? Object.keys(trainer.parameters.shape) : [];
}

/** Parameters of a trainer that is not known cannot be checked against anything. */
function rejecterOf({ descriptor }: Method): MethodDescriptor["rejects"] {
  return descriptor ? (dimension) => descriptor.rejects(dimension) : () => null;
}

/** `experiments/my test.yaml` → `my-test`. */
function nameOf(file: string): string {
  return basename(file, extname(file)).replace(/[^A-Za-z0-9._-]+/g, "-") || "experiment";
}

function readBackend(
  { entries }: LocatedMap,
  { spec }: Trainer,
  backends: Registry<Descriptor>,
  mistakes: Mistakes,
): string | null {
  const entry = entries.get("backend");
  if (!entry) return null;
  const { value: node } = entry;
  const name = node.kind === "scalar" ? node.value : null;
  if (spec.kind === "command")
    mistakes.report(entry.key, "expected with a built-in trainer only, got it with `command`");
  else if (typeof name !== "string")
    mistakes.report(node.place, `expected the name of a backend, got ${show(node)}`);
  else if (!backends.find(name))
    mistakes.report(node.place, unknownKey(name, backends.types, "backend"));
  return typeof name === "string" ? name : null;
}

/** An endless search must be given an end. */
function checkEnd(
  tree: LocatedMap,
  { descriptor, options }: Method,
  { space, metric, runCap }: Pick<Experiment, "space" | "metric" | "runCap">,
  mistakes: Mistakes,
): void {
  if (mistakes.any || runCap !== null || descriptor === null) return;
  if (descriptor.create(options, { space, goal: metric.goal }).size !== null) return;
  const place = { ...placeAt(tree, ["method"]), path: "run_cap" };
  mistakes.report(
    place,
    `expected the number of runs, as in \`run_cap: 20\`: \`${descriptor.type}\` has no end here`,
  );
}
