import type { z } from "zod";
import { issueText } from "./issue-text.js";
import { didYouMean } from "./suggest.js";

export type CheckedJson<T> = { ok: true; data: T } | { ok: false; problems: string[] };

/**
 * A value from JSON, or what a schema finds wrong with it: `step: expected a whole number, got \`-1.5\``.
 * @param whole - what the value as a whole is called: `request`
 */
export function checkJson<T>(schema: z.ZodType<T>, value: unknown, whole: string): CheckedJson<T> {
  const parsed = schema.safeParse(value, { error: jsonIssueText });
  if (parsed.success) return { ok: true, data: parsed.data };
  return { ok: false, problems: parsed.error.issues.map((each) => problem(each, value, whole)) };
}

function problem(issue: z.core.$ZodIssue, root: unknown, whole: string): string {
  const where = issue.path.join(".") || whole;
  if (!issue.message.startsWith("expected ") || /\bgot /.test(issue.message))
    return `${where}: ${issue.message}`; // in the words of the schema's author
  const got = issue.code === "invalid_key" ? issue.path.at(-1) : valueAt(root, issue.path);
  const hint = typeof got === "string" ? didYouMean(got, alternativesOf(issue)) : "";
  return `${where}: ${issue.message}, got ${shown(got)}${hint}`;
}

function alternativesOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === "invalid_value") return issue.values.map(String);
  const isUnion = issue.code === "invalid_union" && "options" in issue;
  return isUnion && Array.isArray(issue.options) ? issue.options.map(String) : [];
}

/** In JSON's words where YAML has others. */
function jsonIssueText(issue: z.core.$ZodRawIssue): string {
  if (issue.code === "unrecognized_keys") return unknownKeys(issue.keys, knownKeys(issue.inst));
  return issueText(issue).replace("a mapping", "an object");
}

function unknownKeys(keys: readonly string[], known: readonly string[]): string {
  const got = keys.map((key) => `\`${key}\`${didYouMean(key, known)}`).join(", ");
  if (known.length === 0) return `expected nothing, got ${got}`;
  return `expected no other keys than ${known.map((key) => `\`${key}\``).join(", ")}, got ${got}`;
}

function knownKeys(schema: unknown): string[] {
  const isObject = typeof schema === "object" && schema !== null && "shape" in schema;
  return isObject ? Object.keys(schema.shape as object) : [];
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null
        ? (value as Record<PropertyKey, unknown>)[step]
        : undefined,
    root,
  );
}

const SHOWN_LENGTH = 60; // enough to recognise a value

/** A value for an error, as long as it takes to recognise it; in backquotes, unless a word says what it is. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text =
    typeof value === "string" && readsAsJson(value) ? JSON.stringify(value) : String(value);
  return `\`${text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text}\``;
}

/** Text that would be something else without its quotes is shown with them. */
function readsAsJson(text: string): boolean {
  return /^(|null|true|false|-?\d.*)$/.test(text);
}
