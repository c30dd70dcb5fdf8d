import { SweepError } from "../core/errors.js";
import type { RunRecord, SweepRecord } from "../core/records.js";
import { didYouMean } from "../core/suggest.js";
import type { PromotionStore, RunStore, SweepStore } from "../store/store.js";
import { CHAMPION } from "./promotion.js";
import { resolveRun } from "./resolve-run.js";
import { resolveSweep } from "./resolve-sweep.js";

export type Target = { type: "sweep"; sweep: SweepRecord } | { type: "run"; run: RunRecord };

/**
 * What a person means where both can be named: an experiment by its name or YAML file (`file` is that path made absolute),
 * else a run by its id, the beginning of one, or `champion`.
 * @throws SweepError("ambiguous") as resolveRun does, SweepError("not-found") when it is neither.
 */
export function resolveTarget(
  store: SweepStore & RunStore & PromotionStore,
  text: string,
  file: string,
): Target {
  const sweep = orNull(() => resolveSweep(store, text, file), ["not-found"]);
  if (sweep) return { type: "sweep", sweep };
  const run = orNull(() => resolveRun(store, text), ["not-found", "usage"]);
  if (run) return { type: "run", run };
  const names = store.listSweeps().map(({ name }) => name);
  const hint = didYouMean(text, [...names, CHAMPION]) || ": `sweep ls` lists them";
  throw new SweepError(
    "not-found",
    `expected the name of an experiment or the id of a run, got \`${text}\`${hint}`,
  );
}

function orNull<T>(find: () => T, codes: readonly string[]): T | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof SweepError && codes.includes(error.code)) return null;
    throw error;
  }
}
