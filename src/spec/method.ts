import type { z } from "zod";
import type { MetricGoal } from "../core/metric-goal.js";
import type { Random } from "../core/random.js";
import type { Registry } from "../core/registry.js";
import type { Dimension, Point, SearchSpace } from "../core/search-space.js";
import { checked, unknownKey } from "./check.js";
import type { Experiment } from "./experiment.js";
import { type Entry, type Located, type LocatedMap, mapOf, placeAt, show } from "./located.js";
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
  /** Undefined where they are wrong. */
  options: unknown;
  /** Null where the method is wrong. */
  descriptor: MethodDescriptor | null;
  /** Why the method cannot use a dimension, or null when it can, or when there is no such method. */
  rejects(dimension: Dimension): string | null;
}

const DEFAULT_METHOD = "grid";

/** Reads `method: grid`, or `method: {type: grid, …options}`. */
export function readMethod(
  experiment: LocatedMap,
  methods: Registry<MethodDescriptor>,
  mistakes: Mistakes,
): Method {
  const entry = experiment.entries.get("method");
  const { type, options } = split(entry?.value ?? mapOf(experiment.place));
  const name = type?.kind === "scalar" ? String(type.value) : DEFAULT_METHOD;
  const descriptor = methods.find(name) ?? null;
  if (entry) reportName(entry, type, methods, mistakes);
  if (!descriptor) return { type: name, options: undefined, descriptor, rejects: () => null };
  return {
    type: name,
    options: checked(descriptor.options, options, mistakes, entry?.key),
    descriptor,
    rejects: (dimension) => descriptor.rejects(dimension),
  };
}

/** An endless search must be given an end. */
export function checkEnd(
  tree: LocatedMap,
  { descriptor, options, rejects }: Method,
  { space, metric }: Pick<Experiment, "space" | "metric">,
  mistakes: Mistakes,
): void {
  if (tree.entries.has("run_cap") || descriptor === null) return;
  const usable = options ?? descriptor.options.safeParse({}).data; // wrong options hide nothing else
  if (usable === undefined) return;
  if ([...space.values()].some((dimension) => rejects(dimension) !== null)) return; // a mistake of its own
  if (descriptor.create(usable, { space, goal: metric.goal }).size !== null) return;
  const place = { ...placeAt(tree, ["method"]), path: "run_cap" };
  mistakes.report(
    place,
    `expected the number of runs, as in \`run_cap: 20\`: \`${descriptor.type}\` has no end here`,
  );
}

function split(node: Located): { type: Located | undefined; options: LocatedMap } {
  if (node.kind !== "map") return { type: node, options: mapOf(node.place) };
  const options = new Map(node.entries);
  options.delete("type");
  return { type: node.entries.get("type")?.value, options: { ...node, entries: options } };
}

function reportName(
  entry: Entry,
  type: Located | undefined,
  methods: Registry<MethodDescriptor>,
  mistakes: Mistakes,
): void {
  const place = type?.place ?? entry.value.place;
  if (type?.kind !== "scalar" || type.value === null)
    mistakes.report(place, `expected the name of a method, got ${show(type)}`);
  else if (!methods.find(String(type.value)))
    mistakes.report(place, unknownKey(String(type.value), methods.types, "method"));
}
