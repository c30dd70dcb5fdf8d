import type { z } from "zod";
import type { MetricGoal } from "../core/metric-goal.js";
import type { Random } from "../core/random.js";
import type { Registry } from "../core/registry.js";
import type { Dimension, Point, SearchSpace } from "../core/search-space.js";
import { checked, unknownKey } from "./check.js";
import { type Located, type LocatedMap, mapOf, show } from "./located.js";
import type { Mistakes } from "./mistakes.js";

/** What an experiment needs of a sampler; those in src/search fit it. */
export interface PlanningSampler {
  readonly size: number | null;
  propose(context: PlanningContext): Point | null;
}

export interface PlanningContext {
  index: number;
  random: Random;
  randomOf(index: number): Random;
  /** What has ended so far; samplers that do not learn ignore it. */
  history: readonly { index: number; point: Point; value: number | null }[];
}

/** What an experiment needs to know of a method. */
export interface MethodDescriptor {
  type: string;
  options: z.ZodType;
  learns: boolean;
  rejects(dimension: Dimension): string | null;
  create(options: unknown, deps: { space: SearchSpace; goal: MetricGoal }): PlanningSampler;
}

export interface Method {
  type: string;
  options: unknown;
  /** Null where the method is wrong. */
  descriptor: MethodDescriptor | null;
}

const DEFAULT_METHOD = "grid";

/** Reads `method: grid`, or `method: {type: grid, …options}`. */
export function readMethod(
  experiment: LocatedMap,
  methods: Registry<MethodDescriptor>,
  mistakes: Mistakes,
): Method {
  const entry = experiment.entries.get("method");
  const { type, options } = entry ? split(entry.value) : { type: undefined, options: undefined };
  const place = type?.place ?? entry?.value.place;
  const name = type?.kind === "scalar" ? String(type.value) : DEFAULT_METHOD;
  const descriptor = methods.find(name) ?? null;
  if (place && type?.kind !== "scalar")
    mistakes.report(place, `expected the name of a method, got ${show(type)}`);
  else if (place && !descriptor) mistakes.report(place, unknownMethod(name, methods.types));
  if (!descriptor) return { type: name, options: {}, descriptor };
  const checkedOptions = checked(
    descriptor.options,
    options ?? mapOf(NOWHERE),
    mistakes,
    entry?.key,
  );
  return { type: name, options: checkedOptions, descriptor };
}

const NOWHERE = { label: "method", order: [0, 0, 0], path: "method" } as const; // the default's options cannot be wrong

function split(node: Located): { type: Located | undefined; options: LocatedMap } {
  if (node.kind !== "map") return { type: node, options: mapOf(node.place) };
  const options = new Map(node.entries);
  options.delete("type");
  return { type: node.entries.get("type")?.value, options: { ...node, entries: options } };
}

/** W&B methods that users may look for, and what serves them here. */
const FOREIGN_METHODS: Partial<Record<string, string>> = {
  bayes: "expected one that proposes without a model of the results, such as `random`, got `bayes`",
};

function unknownMethod(name: string, known: readonly string[]): string {
  return FOREIGN_METHODS[name] ?? unknownKey(name, known, "method");
}
