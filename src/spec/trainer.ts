import type { JsonValue } from "../core/json.js";
import type { Metric } from "../core/metric-goal.js";
import type { TrainerSpec } from "../core/records.js";
import type { Registry } from "../core/registry.js";
import type { TrainerDescriptor } from "../core/trainer.js";
import { checked, unknownKey } from "./check.js";
import { checkFiles, readCommand } from "./command.js";
import type { CommandFiles } from "./command-files.js";
import { readField } from "./fields.js";
import { type LocatedMap, mapOf, placeAt, show, toJson } from "./located.js";
import type { Mistakes } from "./mistakes.js";

const DEFAULT_TRAINER = "digits";

export interface Trainer {
  spec: TrainerSpec;
  /** Null for a command, and where the trainer's name is wrong. */
  descriptor: TrainerDescriptor | null;
}

export interface TrainerPlace {
  trainers: Registry<TrainerDescriptor>;
  /** Where a command runs. */
  cwd: string;
  /** Where it is looked for; undefined: it is not. */
  commandFiles?: CommandFiles | undefined;
}

/** Reads `trainer` or `command`. */
export function readTrainer(
  experiment: LocatedMap,
  { trainers, cwd, commandFiles }: TrainerPlace,
  mistakes: Mistakes,
): Trainer {
  const { entries } = experiment;
  const [trainer, command] = [entries.get("trainer"), entries.get("command")];
  if (trainer && command) mistakes.report(command.key, "expected `trainer` or `command`, got both");
  if (command) {
    const before = mistakes.count;
    const words = readCommand(command, mistakes);
    if (commandFiles && mistakes.count === before)
      checkFiles(command, words, { cwd, files: commandFiles, mistakes });
    return { spec: { kind: "command", command: words, cwd }, descriptor: null };
  }
  const type = trainerName(experiment) ?? DEFAULT_TRAINER;
  const descriptor = trainers.find(type) ?? null;
  if (trainer && !descriptor)
    mistakes.report(trainer.value.place, unknownKey(type, trainers.types, "trainer"));
  return { spec: { kind: "builtin", type }, descriptor };
}

/** The parameters that the experiment's trainer has; none for a command, null where there is no such trainer. */
export function parameterNames(
  experiment: LocatedMap,
  trainers: Registry<TrainerDescriptor>,
): string[] | null {
  if (experiment.entries.has("command")) return [];
  const trainer = trainers.find(trainerName(experiment) ?? DEFAULT_TRAINER);
  return trainer ? Object.keys(trainer.parameters.shape) : null;
}

function trainerName({ entries }: LocatedMap): string | undefined {
  const node = entries.get("trainer")?.value;
  return node && (node.kind === "scalar" ? String(node.value) : show(node));
}

/** The trainer's own metric where the experiment names none; `goal` may be left out with that one only. */
export function readMetric(
  experiment: LocatedMap,
  { spec, descriptor }: Trainer,
  mistakes: Mistakes,
): Metric {
  const unknown: Metric = { name: "", goal: "minimize" }; // stands in for a metric with mistakes
  const entry = experiment.entries.get("metric");
  if (!entry) {
    if (spec.kind === "command")
      mistakes.report(
        placeAt(experiment, ["metric"]),
        "expected `{name: …, goal: minimize | maximize}`, got nothing",
      );
    return descriptor?.metric ?? unknown;
  }
  const metric = readField(experiment, "metric", mistakes);
  if (!metric) return unknown;
  if (descriptor && !descriptor.metrics.includes(metric.name)) {
    const place = placeAt(entry.value, ["name"], entry.key);
    mistakes.report(
      place,
      unknownKey(metric.name, descriptor.metrics, `metric of \`${descriptor.type}\``),
    );
  }
  const goal =
    metric.goal ?? (metric.name === descriptor?.metric.name ? descriptor.metric.goal : undefined);
  if (goal) return { name: metric.name, goal };
  if (spec.kind === "builtin" && !descriptor) return unknown; // its trainer is the mistake
  mistakes.report(
    placeAt(entry.value, ["goal"], entry.key),
    "expected `minimize` or `maximize`, got nothing",
  );
  return unknown;
}

/** The trainer's `data` as its schema makes it; what a command's means is the command's business. */
export function readData(
  experiment: LocatedMap,
  { descriptor, spec }: Trainer,
  mistakes: Mistakes,
): unknown {
  const entry = experiment.entries.get("data");
  if (descriptor)
    return checked(descriptor.data, entry?.value ?? mapOf(experiment.place), mistakes, entry?.key);
  return spec.kind === "command" && entry ? (toJson(entry.value) satisfies JsonValue) : null;
}
