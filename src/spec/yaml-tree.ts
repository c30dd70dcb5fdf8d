import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
} from "yaml";
import { type Entry, joinPath, type Located, type LocatedMap, type Place } from "./located.js";
import type { Mistakes } from "./mistakes.js";
import { syntaxMistakes } from "./yaml-syntax.js";

/** Turns an offset in the text into a place; `path` is empty there. */
export type Locate = (offset: number, lines: LineCounter) => Omit<Place, "path">;

/**
 * Reads YAML 1.2 into a located tree; null after syntax errors, which are reported. Only what JSON can hold gets through:
 * text keys, finite numbers, no tags. Aliases are replaced by what they name.
 */
export function readYaml(
  text: string,
  locate: Locate,
  path: string,
  mistakes: Mistakes,
): Located | null {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: false, // reported by the reader, with both lines
  });
  const place = (offset: number) => locate(offset, lines);
  for (const { offset, message } of syntaxMistakes(text, [
    ...document.errors,
    ...document.warnings,
  ]))
    mistakes.report({ ...place(offset), path: "" }, message);
  if (document.errors.length > 0) return null;
  return new TreeReader(document, place, mistakes).read(document.contents, path, 0);
}

const MOST_NODES = 10_000; // a file that grows beyond this through its aliases is a mistake or an attack

class TreeReader {
  readonly #document: Document.Parsed;
  readonly #place: (offset: number) => Omit<Place, "path">;
  readonly #mistakes: Mistakes;
  readonly #open = new Set<Node>();
  #nodes = 0;

  constructor(
    document: Document.Parsed,
    place: (offset: number) => Omit<Place, "path">,
    mistakes: Mistakes,
  ) {
    this.#document = document;
    this.#place = place;
    this.#mistakes = mistakes;
  }

  /** `offset` is where a node stands that is not written at all (`key:` without a value). */
  read(node: Node | null | undefined, path: string, offset: number): Located {
    const place = { ...this.#place(node?.range?.[0] ?? offset), path };
    if (!node) return { kind: "scalar", place, value: null, written: "" };
    if (this.#open.has(node)) return this.#reject(place, "an alias may not contain itself");
    if (this.#nodes++ > MOST_NODES) return this.#reject(place, "aliases make this file too large");
    this.#open.add(node);
    const located = this.#readOpened(node, place);
    this.#open.delete(node);
    return located;
  }

  #readOpened(node: Node, place: Place): Located {
    if (isAlias(node)) {
      const target = node.resolve(this.#document);
      if (target) return this.read(target, place.path, 0);
      return this.#reject(
        place,
        `expected an anchor \`&${node.source}\` before \`*${node.source}\``,
      );
    }
    if (isSeq(node)) {
      const items = node.items.map((item, i) =>
        this.read(item as Node, joinPath(place.path, [i]), offsetOf(node)),
      );
      return { kind: "list", place, items };
    }
    if (isMap(node)) return this.#readMap(node.items as Pair[], place);
    if (isScalar(node)) return this.#readScalar(node, place);
    return this.#reject(place, "expected a value");
  }

  #readMap(pairs: Pair[], place: Place): LocatedMap {
    const entries = new Map<string, Entry>();
    for (const pair of pairs) {
      if (!isPair(pair) || !isScalar(pair.key)) continue; // other keys are syntax errors with `stringKeys`
      const name = String(pair.key.value);
      const path = joinPath(place.path, [name]);
      const key = { ...this.#place(offsetOf(pair.key)), path };
      this.#checkKey(name, key, entries.get(name)?.key);
      entries.set(name, {
        key,
        value: this.read(pair.value as Node | null, path, offsetOf(pair.key)),
      });
    }
    return { kind: "map", place, entries };
  }

  #checkKey(name: string, key: Place, earlier: Place | undefined): void {
    if (earlier) this.#mistakes.report(key, `expected once, got it again: see ${earlier.label}`);
    if (name === "<<")
      this.#mistakes.report(
        key,
        "merge keys are not part of YAML 1.2: write the keys out, or use `extends`",
      );
    if (name === "__proto__") this.#mistakes.report(key, "expected another name, got `__proto__`");
  }

  #readScalar(node: Scalar, place: Place): Located {
    const { value } = node;
    const written = node.source ?? String(value);
    const scalar = { kind: "scalar", place, written } as const;
    if (typeof value === "string" || typeof value === "boolean" || value === null)
      return { ...scalar, value };
    if (typeof value !== "number")
      return this.#reject(place, `expected a value, got \`${written}\``);
    if (!Number.isFinite(value))
      return this.#reject(place, `expected a finite number, got \`${written}\``);
    if (Number.isInteger(value) && !Number.isSafeInteger(value) && /^[-+]?\d+$/.test(written))
      return this.#reject(place, `expected a whole number of at most 2^53 - 1, got \`${written}\``);
    return { ...scalar, value };
  }

  #reject(place: Place, message: string): Located {
    this.#mistakes.report(place, message);
    return { kind: "scalar", place, value: null, written: "" };
  }
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
