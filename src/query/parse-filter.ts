/**
 * The language in which runs are chosen (docs/query.md):
 *
 *     filter     = term { "or" term }
 *     term       = factor { "and" factor }
 *     factor     = "not" factor | "(" filter ")" | "missing" "(" field ")" | "tag" ":" word | field [ comparison ]
 *     comparison = ( "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~" ) value
 *                | [ "not" ] "in" "(" value { "," value } ")" | "is" [ "not" ] "missing"
 */
import { builtin } from "./builtins.js";
import { resolveField } from "./fields.js";
import type { Field, Filter, KnownNames, OrderOperator } from "./filter.js";
import { readLiteral, typeOf } from "./literals.js";
import { Scanner, type Token } from "./scanner.js";

export interface FilterOptions {
  /** Names beside the built-in ones. */
  known: KnownNames;
  /** Milliseconds since 1970, for `2d ago` and `today`. */
  now: number;
  /** Where the text comes from, for messages: `where`, `--where`. */
  where: string;
}

const MOST_CHARACTERS = 20_000; // far more than a person writes, and few enough for the database's own limits
const DEEPEST = 100; // parentheses and `not`s within each other

/** Null for a blank text: all runs. @throws QueryError */
export function parseFilter(text: string, options: FilterOptions): Filter | null {
  const scanner = new Scanner(text, options.where);
  if (text.length > MOST_CHARACTERS)
    throw scanner.error(0, `expected at most ${MOST_CHARACTERS} characters, got ${text.length}`);
  if (scanner.isAtEnd) return null;
  const filter = new Parser(scanner, options).filter(0);
  if (!scanner.isAtEnd) throw scanner.unexpected("`and`, `or` or the end", hintAt(scanner));
  return filter;
}

class Parser {
  readonly #scanner: Scanner;
  readonly #options: FilterOptions;

  constructor(scanner: Scanner, options: FilterOptions) {
    this.#scanner = scanner;
    this.#options = options;
  }

  filter(depth: number): Filter {
    return this.#joined("or", () => this.#joined("and", () => this.#factor(depth)));
  }

  #joined(type: "and" | "or", part: () => Filter): Filter {
    const first = part();
    const parts = [first];
    while (this.#scanner.takeKeyword(type)) parts.push(part());
    return parts.length === 1 ? first : { type, parts };
  }

  #factor(depth: number): Filter {
    const scanner = this.#scanner;
    const { at } = scanner;
    if (depth > DEEPEST) throw scanner.error(at, `expected at most ${DEEPEST} levels, got more`);
    if (scanner.takeKeyword("not")) return { type: "not", part: this.#factor(depth + 1) };
    if (scanner.take("(")) return this.#closed(this.filter(depth + 1));
    if (scanner.takeKeyword("missing")) return this.#missing();
    return this.#comparison();
  }

  #closed<T>(inner: T): T {
    if (this.#scanner.take(")")) return inner;
    throw this.#scanner.unexpected("`)`, `and` or `or`", hintAt(this.#scanner));
  }

  #missing(): Filter {
    if (!this.#scanner.take("(")) throw this.#scanner.unexpected("`(` and a field after `missing`");
    const { field } = this.#field("a field");
    if (!this.#scanner.take(")")) throw this.#scanner.unexpected("`)`");
    return { type: "missing", field };
  }

  #comparison(): Filter {
    const scanner = this.#scanner;
    const { field, at } = this.#field("a field, `not`, `missing` or `(`");
    if (isTag(field) && scanner.take(":")) return this.#tagged(field);
    const { at: next } = scanner;
    const isNegated = scanner.takeKeyword("not") !== null;
    if (scanner.takeKeyword("in")) return negatedIf(isNegated, this.#oneOf(field, next));
    if (isNegated) throw scanner.unexpected("`in` after `not`");
    if (scanner.takeKeyword("is")) return this.#isMissing(field);
    const operator = scanner.takeOperator();
    if (operator) return this.#compared(field, operator);
    if (canBeTrue(field) && ENDS_CONDITION.test(scanner.rest))
      return { type: "equal", field, values: [true] };
    throw scanner.unexpected(`a comparison after \`${scanner.text.slice(at, next).trimEnd()}\``);
  }

  #tagged(field: Field): Filter {
    const token = this.#scanner.takeString() ?? this.#scanner.takeWord();
    if (!token) throw this.#scanner.unexpected("a tag after `tag:`");
    return { type: "equal", field, values: [token.text] };
  }

  #isMissing(field: Field): Filter {
    const isNegated = this.#scanner.takeKeyword("not") !== null;
    if (this.#scanner.takeKeyword("missing"))
      return negatedIf(isNegated, { type: "missing", field });
    throw this.#scanner.unexpected("`missing` after `is`");
  }

  #oneOf(field: Field, at: number): Filter {
    const scanner = this.#scanner;
    requireEquality(field, scanner, { text: "in", at });
    if (!scanner.take("(")) throw scanner.unexpected("`(` and values after `in`");
    const values = [this.#value(field)];
    while (scanner.take(",")) values.push(this.#value(field));
    if (!scanner.take(")")) throw scanner.unexpected("`,` or `)`");
    return { type: "equal", field, values };
  }

  #compared(field: Field, operator: Token): Filter {
    const scanner = this.#scanner;
    const sign = operator.text;
    switch (sign) {
      case "=":
      case "!=":
        requireEquality(field, scanner, operator);
        return negatedIf(sign === "!=", { type: "equal", field, values: [this.#value(field)] });
      case "<":
      case "<=":
      case ">":
      case ">=":
        return this.#ordered(field, sign);
      case "~":
      case "!~":
        return negatedIf(sign === "!~", this.#contained(field, operator));
      default:
        throw scanner.error(
          operator.at,
          `expected a comparison, got \`${sign}\` (did you mean \`${MEANT[sign] ?? "="}\`?)`,
        );
    }
  }

  #ordered(field: Field, operator: OrderOperator): Filter {
    const { at } = this.#scanner;
    const value = this.#value(field);
    if (typeof value === "number" || typeof value === "string")
      return { type: "compare", field, operator, value };
    throw this.#scanner.error(
      at,
      `expected a number or a string after \`${operator}\`, got ${JSON.stringify(value)}`,
    );
  }

  #contained(field: Field, operator: Token): Filter {
    if (!["any", "text"].includes(typeOf(field)))
      throw this.#scanner.error(
        operator.at,
        `expected a comparison of ${kindOf(field)}, got \`~\``,
      );
    const token = this.#scanner.takeString() ?? this.#scanner.takeWord();
    if (!token) throw this.#scanner.unexpected("a word or a string in quotes");
    return { type: "contains", field, text: token.text };
  }

  #value(field: Field) {
    return readLiteral(this.#scanner, { field, now: this.#options.now });
  }

  #field(expected: string): { field: Field; at: number } {
    const token = this.#scanner.takeField();
    if (!token) throw this.#scanner.unexpected(expected);
    const field = resolveField(token, this.#options.known);
    if (typeof field === "string") throw this.#scanner.error(token.at, field);
    return { field, at: token.at };
  }
}

const MEANT: Record<string, string> = { "==": "=", "&&": "and", "||": "or", "!": "not" };

function negatedIf(isNegated: boolean, part: Filter): Filter {
  return isNegated ? { type: "not", part } : part;
}

function isTag(field: Field): boolean {
  return field.kind === "builtin" && field.name === "tag";
}

/** `archived and state = failed`: a field that is true or false need not be compared. */
function canBeTrue(field: Field): boolean {
  return typeOf(field) === "boolean" || field.kind === "parameter";
}

const ENDS_CONDITION = /^($|\)|(and|or)\b)/i;

/** No two times are equal to the millisecond but by accident. */
function requireEquality(field: Field, scanner: Scanner, { text, at }: Token): void {
  if (typeOf(field) !== "time" && typeOf(field) !== "duration") return;
  throw scanner.error(
    at,
    `expected \`<\`, \`<=\`, \`>\` or \`>=\` after ${kindOf(field)}, got \`${text}\``,
  );
}

function kindOf(field: Field): string {
  const type = field.kind === "builtin" ? builtin(field.name).type : "number";
  return `a ${type}`;
}

/** For what other languages write between two conditions. */
function hintAt(scanner: Scanner): string {
  const sign = /^(&&|\|\||!)/.exec(scanner.rest)?.[0] ?? "";
  return MEANT[sign] === undefined ? "" : ` (did you mean \`${MEANT[sign]}\`?)`;
}
