import { didYouMean } from "../core/suggest.js";
import { BUILTIN_NAMES, isBuiltin } from "./builtins.js";
import { type Field, type KnownNames, METRIC_STATS, type MetricStat } from "./filter.js";
import type { FieldToken } from "./scanner.js";

/**
 * The field that a name means: a built-in one, a parameter, or a metric, whose best value it is without one of `.best`,
 * `.last`, `.min`, `.max`, `.count` and `.nonfinite`. `param.` and `metric.` before it say which, and reach those that have the
 * name of a built-in field.
 * @returns what is wrong with it, where it means none or several.
 */
export function resolveField(token: Omit<FieldToken, "at">, known: KnownNames): Field | string {
  const { text, isPlain } = token;
  if (isPlain && isBuiltin(text)) return { kind: "builtin", name: text };
  const { prefix, name } = splitPrefix(text);
  const found = prefix === null ? [] : candidates(name, known, prefix);
  if (found.length === 0) found.push(...candidates(text, known, null));
  const [field, second] = found;
  if (!field) return unknown(name, known, prefix);
  if (!second) return field;
  const ways = found.map((each) => `\`${formatField(each, known)}\``);
  return `\`${text}\` means several fields: write ${ways.join(" or ")}`;
}

/** As one writes it so that it means just this field, with prefix and backquotes only where they are needed. */
export function formatField(field: Field, known: KnownNames): string {
  if (field.kind === "builtin") return field.name;
  const isPlain = PLAIN.test(field.name) && !WORDS.test(field.name);
  const quoted = isPlain ? field.name : `\`${field.name.replaceAll("`", "``")}\``;
  const stat = field.kind === "metric" && field.stat !== "best" ? `.${field.stat}` : "";
  const prefix = means(field, { text: field.name + stat, isPlain }, known)
    ? ""
    : field.kind === "parameter"
      ? "param."
      : "metric.";
  return prefix + quoted + stat;
}

function means(field: Field, token: Omit<FieldToken, "at">, known: KnownNames): boolean {
  const { text, isPlain } = token;
  if (isPlain && isBuiltin(text)) return false;
  const { prefix, name } = splitPrefix(text);
  if (prefix !== null && candidates(name, known, prefix).length > 0) return false;
  const [first, second] = candidates(text, known, null);
  return first?.kind === field.kind && second === undefined;
}

/** A name that the scanner reads without backquotes. Whatever the case: with a flag for it, marks such as U+0345 pass for letters. */
const PLAIN = /^[\p{L}_][\p{L}\p{N}_./-]*$/u;

/** The words of the language, which are none of its names. */
const WORDS = /^(?:and|or|not|in|is|missing|true|false|null)$/i;

type Prefix = "param" | "metric";

function splitPrefix(text: string): { prefix: Prefix | null; name: string } {
  const prefix = (["param", "metric"] as const).find((each) => text.startsWith(`${each}.`));
  return prefix ? { prefix, name: text.slice(prefix.length + 1) } : { prefix: null, name: text };
}

/** A metric that has the whole name counts before one that has it without `.best`. */
function candidates(name: string, known: KnownNames, prefix: Prefix | null): Field[] {
  const fields: Field[] = [];
  if (prefix !== "metric" && known.parameters.includes(name))
    fields.push({ kind: "parameter", name });
  const metric =
    prefix === "param" ? null : (metricField(name, "best", known) ?? withStat(name, known));
  return metric ? [...fields, metric] : fields;
}

function withStat(text: string, known: KnownNames): Field | null {
  const stat = METRIC_STATS.find((each) => text.endsWith(`.${each}`));
  return stat ? metricField(text.slice(0, -stat.length - 1), stat, known) : null;
}

function metricField(name: string, stat: MetricStat, { metrics }: KnownNames): Field | null {
  const metric = metrics.find((each) => each.name === name);
  return metric ? { kind: "metric", name, stat, goal: metric.goal } : null;
}

function unknown(name: string, known: KnownNames, prefix: Prefix | null): string {
  const metrics = known.metrics.map((metric) => metric.name);
  const stat = METRIC_STATS.find((each) => name.endsWith(`.${each}`));
  const base = stat ? name.slice(0, -stat.length - 1) : name;
  const names = {
    param: known.parameters,
    metric: metrics,
    any: [...BUILTIN_NAMES, ...known.parameters, ...metrics],
  };
  const expected = {
    param: "a parameter",
    metric: "a metric",
    any: "a parameter, a metric or a field of every run",
  };
  const kind = prefix ?? "any";
  return `expected ${expected[kind]}, got \`${name}\`${didYouMean(base, names[kind])}`;
}
