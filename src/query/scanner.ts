import { QueryError } from "./query-error.js";

/** A piece of the text, `at` its 0-based beginning. */
export interface Token {
  text: string;
  at: number;
}

/** A field's name as written; `isPlain` where no part of it stands in backquotes. */
export interface FieldToken extends Token {
  isPlain: boolean;
}

/** Characters of a value that needs no quotes: everything that does not begin something else. */
const WORD = /[^\s()'"`,=<>~![\]{}]+/y;
const NAME = /[\p{L}_][\p{L}\p{N}_./-]*/uy;
const SUFFIX = /\.[\p{L}_][\p{L}\p{N}_./-]*/uy;
const BACKQUOTED = /`((?:[^`]|``)+)`/y;
const OPERATOR = /!~|!=|<=|>=|==|&&|\|\||[=<>~!]/y;
const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy;

/** Reads a text from left to right; each `take…` skips blanks and gives null, without moving, where there is no such thing. */
export class Scanner {
  readonly text: string;
  readonly #where: string;
  #at = 0;

  constructor(text: string, where: string) {
    this.text = text;
    this.#where = where;
  }

  /** Where the next token begins. */
  get at(): number {
    while (/\s/.test(this.text[this.#at] ?? "")) this.#at++;
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  /** What has not been read yet. */
  get rest(): string {
    return this.text.slice(this.at);
  }

  /** The given sign. */
  take(sign: string): boolean {
    const is = this.text.startsWith(sign, this.at);
    if (is) this.#at += sign.length;
    return is;
  }

  /** One of the language's words, whatever its case. */
  takeKeyword(...words: string[]): string | null {
    const before = this.at;
    const word = this.#match(NAME)?.[0].toLowerCase();
    if (word !== undefined && words.includes(word)) return word;
    this.#at = before;
    return null;
  }

  takeField(): FieldToken | null {
    const at = this.at;
    const parts: string[] = [];
    let isPlain = true;
    for (;;) {
      const quoted = this.#match(BACKQUOTED)?.[1];
      const plain = quoted ?? this.#match(parts.length === 0 ? NAME : SUFFIX)?.[0];
      if (plain === undefined) break;
      parts.push(quoted === undefined ? plain : quoted.replaceAll("``", "`"));
      isPlain &&= quoted === undefined;
    }
    return parts.length === 0 ? null : { text: parts.join(""), at, isPlain };
  }

  takeOperator(): Token | null {
    const at = this.at;
    const text = this.#match(OPERATOR)?.[0];
    return text === undefined ? null : { text, at };
  }

  takeWord(): Token | null {
    const at = this.at;
    const text = this.#match(WORD)?.[0];
    return text === undefined ? null : { text, at };
  }

  /** A string in quotes, without them. `\\` before a character takes it as it is, `\n` and `\t` as in JSON. */
  takeString(): Token | null {
    const at = this.at;
    const quote = this.text[at];
    if (quote !== '"' && quote !== "'") return null;
    const text = this.#match(QUOTED)?.[0];
    if (text === undefined) throw this.error(at, `expected a closing ${quote}, got the end`);
    const inside = text.slice(1, -1).replace(/\\(.)/gs, (_, c: string) => ESCAPES[c] ?? c);
    return { text: inside, at };
  }

  /** The text of a list or an object up to its closing bracket. */
  takeBrackets(): Token | null {
    const at = this.at;
    if (!"[{".includes(this.text[at] ?? " ")) return null;
    let depth = 0;
    while (this.#at < this.text.length) {
      const character = this.text[this.#at] as string; // it is before the end
      if (character === '"' && this.takeString()) continue;
      this.#at++;
      if ("[{".includes(character)) depth++;
      if ("]}".includes(character) && --depth === 0)
        return { text: this.text.slice(at, this.#at), at };
    }
    throw this.error(at, "expected a closing bracket, got the end");
  }

  /** An error about what comes next. */
  unexpected(expected: string, hint = ""): QueryError {
    return this.error(this.at, `expected ${expected}, got ${this.#next()}${hint}`);
  }

  error(at: number, problem: string): QueryError {
    return new QueryError(this.#where, this.text, at, problem);
  }

  #next(): string {
    if (this.isAtEnd) return "the end";
    return `\`${/^[^\s()'"`,=<>~![\]{}]+|^[=<>~!]+|^./u.exec(this.rest)?.[0]}\``;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }
}

const ESCAPES: Record<string, string> = { n: "\n", t: "\t" };
