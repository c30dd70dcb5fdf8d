import { hashJson } from "../core/hash.js";
import type { RunRecord, SweepRecord } from "../core/records.js";
import { shownPath } from "./shown-path.js";

/**
 * The command (POSIX shell) that trains this run once more: its experiment, narrowed by fixing every parameter that varies
 * between the sweep's runs; where the experiment has repeats, all repeats of it. It runs under a name of its own, so that
 * the sweep keeps its runs.
 */
export function reproduceCommand(
  run: RunRecord,
  { sweep, siblings, cwd }: { sweep: SweepRecord; siblings: readonly RunRecord[]; cwd: string },
): string {
  const settings = [
    `name=${sweep.name}-${run.id}`,
    ...varyingParameters(run, siblings).map(
      ([name, value]) => `parameters.${name}=${JSON.stringify(value)}`, // JSON is YAML
    ),
  ];
  const options = settings.flatMap((setting) => ["--set", setting]);
  const words = ["npx", "sweep", "run", shownPath(sweep.file, cwd), ...options, "--fresh"];
  return words.map(quoteForShell).join(" ");
}

/** Whole values by top-level name: a part of a swept value cannot be set. */
function varyingParameters({ definition }: RunRecord, siblings: readonly RunRecord[]) {
  return Object.entries(definition.parameters).filter(([name, value]) =>
    siblings.some((sibling) => {
      const other = sibling.definition.parameters[name];
      return other === undefined || hashJson(other) !== hashJson(value);
    }),
  );
}

/** Single quotes keep everything but themselves. */
function quoteForShell(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
