import { z } from "zod";

/**
 * Says what a zod schema expected, in words for people: `expected a whole number`. Given to `safeParse` as its
 * `error`, so that messages which a schema's author wrote go before these.
 */
export function issueText(issue: z.core.$ZodRawIssue): string {
  return `expected ${expectation(issue)}`;
}

function expectation(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return isWhole(issue) ? "a whole number" : (TYPES[issue.expected] ?? issue.expected);
    case "invalid_value":
      return alternatives(issue.values.map((value) => `\`${String(value)}\``));
    case "too_small":
      return bound(issue.origin, issue.inclusive ? "at least" : "more than", Number(issue.minimum));
    case "too_big":
      return bound(issue.origin, issue.inclusive ? "at most" : "less than", Number(issue.maximum));
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "invalid_format":
      return issue.pattern
        ? `text that matches ${issue.pattern}`
        : `text in the format ${issue.format}`;
    case "invalid_key":
      return "another name";
    case "invalid_union":
      return discriminators(issue) ?? "another value";
    default:
      return "another value";
  }
}

/** `a`, `a or b`, `a, b or c`. */
export function alternatives(texts: readonly string[]): string {
  if (texts.length < 2) return texts.join("");
  return `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
}

const TYPES: Partial<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "`true` or `false`",
  array: "a list",
  tuple: "a list",
  object: "a mapping",
  record: "a mapping",
  null: "`null`",
  never: "nothing",
  undefined: "nothing",
};

function isWhole({ inst }: z.core.$ZodRawIssue): boolean {
  return inst instanceof z.ZodNumber && inst.isInt;
}

function bound(origin: string, relation: string, limit: number): string {
  if (origin === "string") return `text of ${relation} ${limit} characters`;
  if (origin === "array" || origin === "set")
    return `${relation} ${limit} ${limit === 1 ? "item" : "items"}`;
  return `a number of ${relation} ${limit}`.replace("of more", "more").replace("of less", "less");
}

function discriminators(issue: z.core.$ZodRawIssue): string | null {
  if (!("options" in issue) || !Array.isArray(issue.options)) return null;
  return alternatives(issue.options.map((option) => `\`${String(option)}\``));
}
