import { type JsonValue, jsonValue } from "../core/json.js";
import { didYouMean } from "../core/suggest.js";
import { type Builtin, type BuiltinType, builtin } from "./builtins.js";
import type { Field } from "./filter.js";
import type { Scanner, Token } from "./scanner.js";
import { readDuration, readTime } from "./times.js";

/** What a comparison may be made with, and what it is made by. */
export interface LiteralContext {
  field: Field;
  /** Milliseconds since 1970. */
  now: number;
}

/** Reads a value of the kind that the field has. @throws QueryError that says what it could have been. */
export function readLiteral(scanner: Scanner, { field, now }: LiteralContext): JsonValue {
  const type = typeOf(field);
  switch (type) {
    case "any":
      return anyValue(scanner);
    case "number":
      return numberValue(scanner, "a number");
    case "boolean":
      return booleanValue(scanner);
    case "text":
      return textValue(scanner, field);
    case "time":
      return timeValue(scanner, now);
    case "duration":
      return durationValue(scanner);
  }
}

/** A parameter may be anything, and differ in type from run to run. */
export function typeOf(field: Field): BuiltinType | "any" {
  if (field.kind === "parameter") return "any";
  if (field.kind === "metric") return field.stat === "nonfinite" ? "text" : "number";
  return builtin(field.name).type;
}

function anyValue(scanner: Scanner): JsonValue {
  const text = scanner.takeString();
  if (text) return text.text;
  const brackets = scanner.takeBrackets();
  if (brackets) return jsonLiteral(scanner, brackets);
  const word = scanner.takeWord();
  if (word) return wordValue(scanner, word);
  throw scanner.unexpected("a number, a string, true, false, null, a list or an object");
}

function jsonLiteral(scanner: Scanner, { text, at }: Token): JsonValue {
  try {
    return jsonValue.parse(JSON.parse(text));
  } catch {
    throw scanner.error(at, `expected a list or an object in JSON, got \`${text}\``);
  }
}

const WORDS: Record<string, JsonValue> = { true: true, false: false, null: null };

function wordValue(scanner: Scanner, word: Token): JsonValue {
  const known = WORDS[word.text.toLowerCase()];
  if (known !== undefined) return known;
  return toNumber(word.text) ?? bareWord(scanner, word);
}

/** A word that looks like a number is more likely a mistake than a string. */
function bareWord(scanner: Scanner, { text, at }: Token): string {
  if (isReserved(text)) throw scanner.error(at, `expected a value, got \`${text}\``);
  if (/^[+-]?\.?\d/.test(text))
    throw scanner.error(at, `expected a number, or a string in quotes, got \`${text}\``);
  return text;
}

function numberValue(scanner: Scanner, expected: string): number {
  const word = scanner.takeWord();
  if (!word) throw scanner.unexpected(expected);
  const value = toNumber(word.text);
  if (value !== null) return value;
  const hint = /^[+-]?(nan|inf(inity)?)$/i.test(word.text)
    ? ": `.nonfinite` after a metric's name tells what it has that is no number"
    : "";
  throw scanner.error(word.at, `expected ${expected}, got \`${word.text}\`${hint}`);
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?(%?)$/i;

/** `3e-4`, `-7`, `99.3%`; null where it is none. */
function toNumber(text: string): number | null {
  const match = NUMBER.exec(text);
  if (!match) return null;
  const value = match[3] === "%" ? Number(text.slice(0, -1)) / 100 : Number(text);
  return Number.isFinite(value) ? value : null;
}

function booleanValue(scanner: Scanner): boolean {
  const word = scanner.takeKeyword("true", "false");
  if (word !== null) return word === "true";
  throw scanner.unexpected("true or false");
}

function textValue(scanner: Scanner, field: Field): string {
  const values = valuesOf(field);
  const token = scanner.takeString() ?? scanner.takeWord();
  if (!token) throw scanner.unexpected(values ? oneOf(values) : "a word or a string in quotes");
  const isWord = scanner.text.startsWith(token.text, token.at);
  if (isWord && isReserved(token.text))
    throw scanner.error(token.at, `expected a value, got \`${token.text}\``);
  if (!values || values.includes(token.text)) return token.text;
  const near = didYouMean(token.text, values);
  throw scanner.error(token.at, `expected ${oneOf(values)}, got \`${token.text}\`${near}`);
}

function valuesOf(field: Field): readonly string[] | undefined {
  if (field.kind === "metric") return ["NaN", "Infinity", "-Infinity"];
  const known: Builtin | null = field.kind === "builtin" ? builtin(field.name) : null;
  return known?.values;
}

function oneOf(values: readonly string[]): string {
  return `one of ${values.map((value) => `\`${value}\``).join(", ")}`;
}

function isReserved(text: string): boolean {
  return ["and", "or", "not", "in", "is", "missing"].includes(text.toLowerCase());
}

const TIME = "a date (`2026-03-01`, `2026-03-01T14:30`), `today`, `yesterday` or an age (`2d ago`)";

function timeValue(scanner: Scanner, now: number): number {
  const token = scanner.takeString() ?? scanner.takeWord();
  if (!token) throw scanner.unexpected(TIME);
  const age = readDuration(token.text);
  if (age !== null && scanner.takeKeyword("ago")) return now - age;
  const time = readTime(token.text, now);
  if (time !== null) return time;
  const hint = age === null ? "" : ` (did you mean \`${token.text} ago\`?)`;
  throw scanner.error(token.at, `expected ${TIME}, got \`${token.text}\`${hint}`);
}

const DURATION = "a duration (`90s`, `5m`, `1h30m`) or a number of seconds";

function durationValue(scanner: Scanner): number {
  const token = scanner.takeString() ?? scanner.takeWord();
  if (!token) throw scanner.unexpected(DURATION);
  const seconds = token.text.endsWith("%") ? null : toNumber(token.text);
  const value = seconds === null ? readDuration(token.text) : seconds * 1000;
  if (value !== null) return value;
  throw scanner.error(token.at, `expected ${DURATION}, got \`${token.text}\``);
}
