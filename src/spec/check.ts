import type { z } from "zod";
import { alternatives, issueText } from "../core/issue-text.js";
import { didYouMean } from "../core/suggest.js";
import { keyOf, type Located, nodeAt, type Place, placeAt, show, toJson } from "./located.js";
import type { Mistakes } from "./mistakes.js";
import { keysOf, schemasAt } from "./schema-path.js";

/** A mistake within a value: where in it, and what is wrong. */
export interface Finding {
  place: Place;
  message: string;
}

/** The value as the schema makes it; undefined when it does not match, which is reported at the place of each fault. */
export function checked<T>(
  schema: z.ZodType<T>,
  node: Located,
  mistakes: Mistakes,
  key?: Place,
): T | undefined {
  const result = schema.safeParse(toJson(node), { error: issueText });
  if (result.success) return result.data;
  for (const { place, message } of findings(schema, result.error.issues, node, key))
    mistakes.report(place, message);
  return undefined;
}

/** What is wrong with a value, or nothing. */
export function faultsOf(schema: z.ZodType, node: Located): Finding[] {
  const result = schema.safeParse(toJson(node), { error: issueText });
  return result.success ? [] : findings(schema, result.error.issues, node);
}

type Issue = z.core.$ZodIssue;

function findings(
  schema: z.ZodType,
  issues: readonly Issue[],
  root: Located,
  key?: Place,
): Finding[] {
  return flatten(issues).flatMap((issue) => {
    if (issue.code !== "unrecognized_keys")
      return [
        {
          place: placeAt(root, issue.path, key),
          message: withGot(issue, nodeAt(root, issue.path)),
        },
      ];
    const known = (schemasAt(schema, issue.path.map(String)) ?? []).flatMap(keysOf);
    const map = nodeAt(root, issue.path) ?? root;
    return issue.keys.map((name) => ({
      place: keyOf(map, name) ?? map.place,
      message: unknownKey(name, known),
    }));
  });
}

/** The message for a key that nobody knows. */
export function unknownKey(name: string, known: readonly string[], what = "key"): string {
  if (known.length === 0) return `expected no such ${what}, got \`${name}\``;
  const hint = didYouMean(name, known);
  if (hint !== "") return `expected a known ${what}, got \`${name}\`${hint}`;
  return `expected one of ${[...new Set(known)].map(quoted).join(", ")}, got \`${name}\``;
}

function quoted(name: string): string {
  return `\`${name}\``;
}

function withGot(issue: Issue, node: Located | undefined): string {
  if (!/\bexpected /.test(issue.message) || /\b(got|received) /.test(issue.message))
    return issue.message; // in the words of the schema's author
  const word = node?.kind === "scalar" && typeof node.value === "string" ? node.value : null;
  const known = "values" in issue ? issue.values.map(String) : [];
  const hint = word === null ? "" : didYouMean(word, known);
  return `${issue.message}, got ${show(node)}${hint}`;
}

/** Replaces a failed union by the faults of the variant that was probably meant. */
function flatten(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
    const variants = issue.errors.map((errors) =>
      flatten(errors).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })),
    );
    const depth = issue.path.length;
    const meant = variants
      .filter((faults) => faults.every((fault) => isInside(fault, depth)))
      .toSorted((a, b) => a.length - b.length)[0];
    return meant ?? [{ ...issue, message: eitherOf(variants.flat()) }];
  });
}

/** True where the value itself is of the variant's kind and only something in it, or its size, is wrong. */
function isInside(issue: Issue, depth: number): boolean {
  return (
    issue.path.length > depth || (issue.code !== "invalid_type" && issue.code !== "invalid_value")
  );
}

function eitherOf(faults: readonly Issue[]): string {
  const expected = faults.map(({ message }) => message.replace(/^expected /, ""));
  return `expected ${alternatives([...new Set(expected)])}`;
}
