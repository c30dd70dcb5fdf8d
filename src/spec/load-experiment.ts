import { dirname, relative, resolve } from "node:path";
import { messageOf } from "../core/errors.js";
import { findForeign } from "./foreign-text.js";
import { type LocatedMap, mapOf, type Place, show } from "./located.js";
import { inherit } from "./merge.js";
import type { Mistakes } from "./mistakes.js";
import { normalise } from "./normalise.js";
import { type Locate, readYaml } from "./yaml-tree.js";

/** A file of an experiment. */
export interface SourceFile {
  text: string;
  /** As messages show it. */
  shown: string;
  /** Absolute. */
  file: string;
}

export interface LoadContext {
  cwd: string;
  readFile(path: string): string;
  mistakes: Mistakes;
}

/**
 * The experiment of a file together with what it extends, in normal form. Null where a file's YAML cannot be read at
 * all, which is reported.
 */
export function loadExperiment(source: SourceFile, context: LoadContext): LocatedMap | null {
  return load(source, [], context);
}

/** `heirs`: the files that led here, the experiment's own first. */
function load(
  source: SourceFile,
  heirs: readonly SourceFile[],
  context: LoadContext,
): LocatedMap | null {
  const own = readSource(source, heirs.length, context.mistakes);
  if (own === null) return null;
  const base = openBase(own, source, [...heirs, source], context);
  if (base === undefined) return own;
  const inherited = load(base, [...heirs, source], context);
  return inherited && inherit(inherited, own);
}

function readSource(
  { text, shown }: SourceFile,
  rank: number,
  mistakes: Mistakes,
): LocatedMap | null {
  const placeAt = (line: number, col: number): Omit<Place, "path"> => ({
    label: `${shown}:${line}:${col}`,
    order: [rank, line, col],
  });
  const foreign = findForeign(text);
  if (foreign) {
    mistakes.report({ ...placeAt(foreign.line, foreign.column), path: "" }, foreign.message);
    return null;
  }
  const locate: Locate = (offset, lines) => {
    const { line, col } = lines.linePos(offset);
    return placeAt(line, col);
  };
  const tree = readYaml(text, locate, "", mistakes);
  if (tree === null) return null;
  if (tree.kind === "map") return normalise(tree, mistakes);
  const isEmpty = tree.kind === "scalar" && tree.value === null;
  if (!isEmpty) mistakes.report(tree.place, `expected a mapping of keys, got ${show(tree)}`);
  return mapOf(tree.place);
}

/** The file named by `extends`; undefined where there is none, or it cannot be used, which is reported. */
function openBase(
  own: LocatedMap,
  source: SourceFile,
  chain: readonly SourceFile[],
  { cwd, readFile, mistakes }: LoadContext,
): SourceFile | undefined {
  const node = own.entries.get("extends")?.value;
  if (!node) return undefined;
  const reject = (message: string) => {
    mistakes.report(node.place, message);
    return undefined;
  };
  if (node.kind !== "scalar" || typeof node.value !== "string")
    return reject(`expected the path of a YAML file, got ${show(node)}`);
  const file = resolve(dirname(source.file), node.value);
  const shown = relative(cwd, file);
  const first = chain.findIndex((link) => link.file === file);
  if (first !== -1) {
    const circle = [...chain.slice(first).map((link) => link.shown), shown].join(" → ");
    return reject(`expected an end, got a circle: ${circle}`);
  }
  try {
    return { file, shown, text: readFile(file) };
  } catch (error) {
    return reject(`cannot read \`${shown}\`: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
  return isMissing ? "no such file" : messageOf(error);
}
