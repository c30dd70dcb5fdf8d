import type { z } from "zod";
import { assertNever } from "../core/assert-never.js";
import type { Dimension } from "../core/search-space.js";
import { type Finding, faultsOf } from "./check.js";
import { type Entry, fromJson, type Located } from "./located.js";
import type { Mistakes } from "./mistakes.js";

/**
 * Checks the values that a dimension gives against the trainer's schema: each that is written, at its place; of a range
 * its ends and a point within, which tells a fraction where whole numbers are wanted.
 */
export function checkCandidates(
  { key, value: node }: Entry,
  dimension: Dimension,
  schemas: readonly z.ZodType[],
  mistakes: Mistakes,
): void {
  const written = writtenCandidates(node);
  const faults = written.flatMap((candidate) => faultsOfAny(schemas, candidate));
  for (const { place, message } of faults) mistakes.report(place, message);
  const within = pointWithin(dimension);
  if (within === null || faults.length > 0) return;
  for (const { place, message } of faultsOfAny(schemas, fromJson(within, key)))
    mistakes.report(place, `${message}, as \`${dimension.kind}\` gives`);
}

/** Nothing where one of the schemas accepts the value. */
function faultsOfAny(schemas: readonly z.ZodType[], node: Located): Finding[] {
  const all = schemas.map((schema) => faultsOf(schema, node));
  return all.every((faults) => faults.length > 0) ? (all[0] ?? []) : [];
}

function writtenCandidates(node: Located): Located[] {
  if (node.kind !== "map") return [node];
  const { entries } = node;
  const values = entries.get("values")?.value;
  const single = ["value", "min", "max"].flatMap((name) => entries.get(name)?.value ?? []);
  return values?.kind === "list" ? [...single, ...values.items] : single;
}

/** A value that is not an end: for a step the second, else one that is hardly ever whole. */
function pointWithin(dimension: Dimension): number | null {
  switch (dimension.kind) {
    case "constant":
    case "categorical":
    case "int_uniform":
      return null;
    case "uniform":
    case "log_uniform_values":
      return dimension.min + (dimension.max - dimension.min) * IRRATIONAL;
    case "q_uniform":
    case "q_log_uniform_values":
      return Math.min(dimension.min + dimension.q, dimension.max);
    case "normal":
      return dimension.mu + dimension.sigma * IRRATIONAL;
    case "q_normal":
      return Math.round(dimension.mu / dimension.q) * dimension.q;
    case "log_normal":
      return Math.exp(dimension.mu + dimension.sigma * IRRATIONAL);
    default:
      return assertNever(dimension);
  }
}

const IRRATIONAL = 0.6180339887; // of the golden ratio
