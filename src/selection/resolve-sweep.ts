import { SweepError } from "../core/errors.js";
import type { SweepRecord } from "../core/records.js";
import { didYouMean } from "../core/suggest.js";
import type { SweepStore } from "../store/store.js";

/**
 * The sweep that a person means: its experiment's name, or the path of its YAML file (`file` is that path made absolute).
 *
 * @throws SweepError("not-found") with the nearest known name.
 */
export function resolveSweep(store: SweepStore, text: string, file: string): SweepRecord {
  const byName = store.findSweep(text);
  if (byName) return byName;
  const sweeps = store.listSweeps();
  const byFile = sweeps.find((sweep) => sweep.file === file);
  if (byFile) return byFile;
  const hint =
    didYouMean(
      text,
      sweeps.map((sweep) => sweep.name),
    ) || ": `sweep ls` lists them";
  throw new SweepError("not-found", `no experiment \`${text}\` has been run${hint}`);
}
