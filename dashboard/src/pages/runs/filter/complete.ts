/** What could follow in a filter at the caret. Pure: a help for typing, while the server alone decides what a filter means. */
import type { ColumnList } from "../../../../../src/api/columns.js";
import type { JsonValue } from "../../../../../src/api/runs.js";

export interface Completion {
  /** Stands in place of the text from `start` to the caret. */
  insert: string;
  label: string;
  /** What it is, in a word or two. */
  hint: string;
}

export interface Completions {
  start: number;
  options: Completion[];
}

const MOST_OPTIONS = 12; // more than one reads
const TOKEN = /"[^"]*"|'[^']*'|`[^`]*`|[<>!]=|[=<>~(),:]|[^\s=<>!~(),:"'`]+/g;
const OPERATOR = /^[<>!]?=$|^[<>~]$/;
const CONNECTIVES = ["and", "or"];
const COMPARISONS = ["=", "!=", "<", "<=", ">", ">=", "~", "in", "is"];

export function complete(text: string, caret: number, list: ColumnList): Completions {
  const before = text.slice(0, caret);
  const tokens = [...before.matchAll(TOKEN)];
  const last = tokens.at(-1);
  const isWord = last !== undefined && !/[=<>~(),:]$/.test(last[0]);
  const isTyping = isWord && last.index + last[0].length === caret;
  const typed = isTyping ? last[0] : "";
  const earlier = (isTyping ? tokens.slice(0, -1) : tokens).map(([token]) => token);
  const wanted = typed.replace(/^["'`]/, "").toLowerCase();
  const options = candidates(earlier, list)
    .filter(({ label }) => label.toLowerCase().includes(wanted) && label !== typed)
    .sort((a, b) => rank(a, wanted) - rank(b, wanted));
  return { start: caret - typed.length, options: options.slice(0, MOST_OPTIONS) };
}

/** Could the filter end here? A help as well: what looks unfinished waits for more, or for Enter. */
export function looksFinished(text: string): boolean {
  const tokens = [...text.matchAll(TOKEN)].map(([token]) => token);
  const end = tokens.at(-1) ?? "";
  const before = tokens.at(-2) ?? "";
  if (end === "" || end === ")") return true;
  if (OPERATOR.test(end) || end === ":" || end === ",") return false;
  return OPERATOR.test(before) || before === ":" || /^missing$/i.test(end);
}

/** What begins as it was typed comes first. */
function rank({ label }: Completion, wanted: string): number {
  return label.toLowerCase().startsWith(wanted) ? 0 : 1;
}

function candidates(earlier: readonly string[], list: ColumnList): Completion[] {
  const last = earlier.at(-1) ?? "";
  const field = earlier.at(-2) ?? "";
  if (last === ":" && field === "tag") return tagValues(list);
  if (OPERATOR.test(last)) return valuesOf(field, list);
  const opened = openedList(earlier);
  if (opened !== null && (last === "(" || last === ",")) return valuesOf(opened, list);
  if (beginsTerm(last)) return fields(list);
  if (last.toLowerCase() === "is") return [word("missing"), word("not missing")];
  const isCompared = OPERATOR.test(field) || field === ":";
  return isField(last, list) && !isCompared ? COMPARISONS.map(word) : CONNECTIVES.map(word);
}

function beginsTerm(last: string): boolean {
  return last === "" || last === "(" || [...CONNECTIVES, "not"].includes(last.toLowerCase());
}

/** The field before an `in (` that is not closed. */
function openedList(earlier: readonly string[]): string | null {
  const open = earlier.lastIndexOf("(");
  if (open < 2 || earlier.lastIndexOf(")") > open) return null;
  return earlier[open - 1]?.toLowerCase() === "in" ? (earlier[open - 2] ?? null) : null;
}

function fields({ parameters, metrics, fields: builtins, tags }: ColumnList): Completion[] {
  return [
    ...metrics.map(({ field, goal }) =>
      completion(field, `metric, best is ${goal === "maximize" ? "highest" : "lowest"}`),
    ),
    ...parameters.map(({ field, varies }) =>
      completion(field, varies ? "parameter" : "parameter, the same in all"),
    ),
    ...builtins.map(({ name, description }) => completion(name, description)),
    ...(tags.length > 0 ? [{ insert: "tag:", label: "tag:", hint: "a tag" }] : []),
    completion("not", "negation"),
  ];
}

function valuesOf(field: string, list: ColumnList): Completion[] {
  const parameter = list.parameters.find((each) => each.field === field);
  if (parameter) return (parameter.values ?? []).flatMap(valueCompletion);
  if (field === "tag") return tagValues(list);
  const builtin = list.fields.find(({ name }) => name === field);
  if (builtin?.values) return builtin.values.map((value) => completion(value, field));
  return builtin?.type === "boolean" ? ["true", "false"].map((value) => completion(value, "")) : [];
}

function valueCompletion(value: JsonValue): Completion[] {
  if (typeof value === "object" && value !== null) return [];
  const text = typeof value === "string" ? quoted(value) : String(value);
  return [completion(text, "value")];
}

function tagValues({ tags }: ColumnList): Completion[] {
  return tags.map(({ name, runs }) =>
    completion(quoted(name), `${runs} run${runs === 1 ? "" : "s"}`),
  );
}

/** Bare where it is a plain word, else in quotes. */
export function quoted(text: string): string {
  return /^[a-z_][\w-]*$/i.test(text) ? text : JSON.stringify(text);
}

function isField(token: string, list: ColumnList): boolean {
  const base = token.replace(/\.(best|last|min|max)$/, "");
  return (
    list.metrics.some(({ field }) => field === base || field === token) ||
    list.parameters.some(({ field }) => field === token) ||
    list.fields.some(({ name }) => name === token)
  );
}

function word(text: string): Completion {
  return completion(text, "");
}

function completion(text: string, hint: string): Completion {
  return { insert: `${text} `, label: text, hint };
}
