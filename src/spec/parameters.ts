import type { z } from "zod";
import type { Dimension, SearchSpace } from "../core/search-space.js";
import { checkCandidates } from "./candidates.js";
import { unknownKey } from "./check.js";
import { checkCombinations } from "./combinations.js";
import { readDimension } from "./dimension.js";
import { type Entry, type LocatedMap, show } from "./located.js";
import type { Mistakes } from "./mistakes.js";
import { keysOf, schemasAt } from "./schema-path.js";

export interface ParameterRules {
  /** The trainer's parameters; null for a command, which may have any. */
  trainer: { type: string; parameters: z.ZodObject } | null;
  /** Why the method cannot use a dimension, or null when it can. */
  rejects(dimension: Dimension): string | null;
}

/** W&B's names, less empty parts and JavaScript's `__proto__`. */
const NAME = /^(?!(.*\.)?__proto__(\.|$))[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/;

/** Reads `parameters`, in normal form: names are dotted, nothing is nested. With mistakes, stand-ins are among them. */
export function readParameters(
  experiment: LocatedMap,
  rules: ParameterRules,
  mistakes: Mistakes,
): SearchSpace {
  const node = experiment.entries.get("parameters")?.value;
  if (!node || (node.kind === "scalar" && node.value === null)) return new Map();
  if (node.kind !== "map") {
    mistakes.report(node.place, `expected a mapping of parameters, got ${show(node)}`);
    return new Map();
  }
  const space = new Map<string, Dimension>();
  const before = mistakes.count;
  for (const [name, entry] of node.entries) {
    const dimension = readParameter(name, entry, rules, mistakes);
    if (dimension) space.set(name, dimension);
  }
  if (rules.trainer && mistakes.count === before)
    checkCombinations(node, space, rules.trainer.parameters, mistakes);
  return space;
}

function readParameter(
  name: string,
  entry: Entry,
  rules: ParameterRules,
  mistakes: Mistakes,
): Dimension | null {
  const schemas = schemasOf(name, entry, rules, mistakes);
  const read = readDimension(entry, mistakes);
  if (read === null) return null;
  const { dimension, isStandIn } = read;
  if (schemas && !isStandIn) checkCandidates(entry, dimension, schemas, mistakes);
  const rejection = rules.rejects(dimension);
  if (rejection !== null) mistakes.report(entry.key, rejection);
  return dimension;
}

/** The schemas for a parameter's values; null where nothing is known of them. A wrong name is reported. */
function schemasOf(
  name: string,
  { key }: Entry,
  { trainer }: ParameterRules,
  mistakes: Mistakes,
): z.ZodType[] | null {
  if (trainer === null) {
    if (!NAME.test(name))
      mistakes.report(
        key,
        `expected a name of letters, digits, \`_\`, \`-\` and \`.\` that begins with a letter, got \`${name}\``,
      );
    return null;
  }
  const schemas = schemasAt(trainer.parameters, name.split("."));
  if (schemas?.length !== 0) return schemas;
  mistakes.report(key, unknownParameter(name, trainer));
  return null;
}

/** Names the first part of a dotted name that is not known. */
function unknownParameter(
  name: string,
  { type, parameters }: { type: string; parameters: z.ZodObject },
): string {
  const parts = name.split(".");
  const depth = parts.findIndex(
    (_, i) => schemasAt(parameters, parts.slice(0, i + 1))?.length === 0,
  );
  const known = (schemasAt(parameters, parts.slice(0, depth)) ?? []).flatMap(keysOf);
  const owner =
    depth === 0 ? `parameter of \`${type}\`` : `part of \`${parts.slice(0, depth).join(".")}\``;
  return unknownKey(parts[depth] ?? name, known, owner);
}
