import { relative } from "node:path";
import { hashJson } from "../core/hash.js";
import type { JsonValue, Parameters } from "../core/json.js";
import type { RunRecord, SweepRecord } from "../core/records.js";

/**
 * The command that trains this run once more: its experiment, narrowed to it by fixing every parameter that varies between
 * the sweep's runs. It goes by a name of its own, so that the sweep keeps its runs.
 */
export function reproduceCommand(
  run: RunRecord,
  { sweep, siblings, cwd }: { sweep: SweepRecord; siblings: readonly RunRecord[]; cwd: string },
): string {
  const own = flatten(run.definition.parameters);
  const others = siblings.map((sibling) => flatten(sibling.definition.parameters));
  const varying = [...own].filter(([name, value]) =>
    others.some((other) => !sameValue(other.get(name), value)),
  );
  const settings = [
    `name=${sweep.name}-${run.id}`,
    ...varying.map(([name, value]) => `parameters.${name}=${JSON.stringify(value)}`),
  ];
  const file = relative(cwd, sweep.file) || sweep.file;
  const words = [
    "sweep",
    "run",
    file,
    ...settings.flatMap((setting) => ["--set", setting]),
    "--fresh",
  ];
  return words.map(quoteForShell).join(" ");
}

/** Leaves by dotted name; lists are leaves. */
function flatten(parameters: Parameters, prefix = ""): Map<string, JsonValue> {
  const leaves = new Map<string, JsonValue>();
  for (const [key, value] of Object.entries(parameters)) {
    const name = `${prefix}${key}`;
    if (isObject(value))
      for (const [path, leaf] of flatten(value, `${name}.`)) leaves.set(path, leaf);
    else leaves.set(name, value);
  }
  return leaves;
}

function isObject(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sameValue(a: JsonValue | undefined, b: JsonValue): boolean {
  return a !== undefined && hashJson(a) === hashJson(b);
}

/** POSIX shells: single quotes keep everything but themselves. */
function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
