import { isDeepStrictEqual } from "node:util";
import type { JsonValue } from "../../src/core/json.js";
import type { MetricSummary, RunRecord } from "../../src/core/records.js";
import { variantOf } from "../../src/core/variant.js";
import type { Field, Filter } from "../../src/query/filter.js";

/** A run as plain data, all that a filter can ask about. */
export interface PlainRun {
  record: RunRecord;
  metrics: readonly MetricSummary[];
  sweeps: readonly string[];
}

/** What query/filter.ts promises, said once more without a database: is this one of the runs that are meant? */
export function evaluate(filter: Filter, run: PlainRun, now: number): boolean {
  const some = (field: Field, holds: (value: JsonValue) => boolean) =>
    valuesOf(field, run, now).some(holds);
  switch (filter.type) {
    case "and":
      return filter.parts.every((part) => evaluate(part, run, now));
    case "or":
      return filter.parts.some((part) => evaluate(part, run, now));
    case "not":
      return !evaluate(filter.part, run, now);
    case "missing":
      return !some(filter.field, () => true);
    case "equal":
      return some(
        filter.field,
        (value) =>
          filter.values.some((wanted) => value === wanted || isDeepStrictEqual(value, wanted)), // -0 is 0
      );
    case "compare":
      return some(filter.field, (value) => {
        if (typeof value !== typeof filter.value) return false;
        const order = compare(value, filter.value);
        return { "<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0 }[
          filter.operator
        ];
      });
    case "contains":
      return some(
        filter.field,
        (value) =>
          typeof value === "string" && value.toLowerCase().includes(filter.text.toLowerCase()),
      );
  }
}

function compare(a: JsonValue, b: JsonValue): number {
  if (typeof a === "string") return Buffer.compare(Buffer.from(a), Buffer.from(String(b))); // UTF-8 is in order of code points
  return Number(a) - Number(b);
}

/** The values of the run that the field is about; none where it is missing. */
export function valuesOf(field: Field, run: PlainRun, now: number): JsonValue[] {
  if (field.kind === "parameter") return atPath(run.record.definition.parameters, field.name);
  if (field.kind === "metric") return present(metricValue(field, run));
  const { record, sweeps } = run;
  const { annotations, definition, startedAt, endedAt } = record;
  const { backend } = record.summary;
  switch (field.name) {
    case "tag":
      return annotations.tags;
    case "sweep":
      return [...sweeps];
    case "note":
      return present(annotations.note || null);
    case "pinned":
    case "archived":
      return [annotations[field.name]];
    case "variant":
      return [variantOf(definition)];
    case "seed":
    case "repeat":
      return [definition[field.name]];
    case "outcome":
      return present(record.outcome?.type);
    case "backend":
      return typeof backend === "string" ? [backend] : [];
    case "fold":
      return definition.fold ? [definition.fold.index + 1] : [];
    case "folds":
      return definition.fold ? [definition.fold.count] : [];
    case "created":
      return [record.createdAt];
    case "started":
      return present(startedAt);
    case "ended":
      return present(endedAt);
    case "duration":
      return startedAt === null ? [] : [(endedAt ?? now) - startedAt];
    default:
      return [record[field.name]];
  }
}

function present(value: JsonValue | undefined): JsonValue[] {
  return value === null || value === undefined ? [] : [value];
}

function atPath(value: JsonValue | undefined, path: string): JsonValue[] {
  const [key = "", ...rest] = path.split(".");
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const inner = value[key];
  if (inner === undefined) return [];
  return rest.length === 0 ? [inner] : atPath(inner, rest.join("."));
}

function metricValue(
  { name, stat, goal }: Extract<Field, { kind: "metric" }>,
  { metrics }: PlainRun,
): JsonValue {
  const summary = metrics.find((metric) => metric.name === name);
  if (!summary) return null;
  switch (stat) {
    case "best":
      return goal === "maximize" ? summary.max : summary.min;
    case "last":
      return Number.isFinite(summary.last) ? summary.last : null;
    case "nonfinite":
      return summary.nonFinite;
    default:
      return summary[stat];
  }
}
