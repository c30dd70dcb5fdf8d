import { SweepError } from "../../core/errors.js";
import type { JsonValue } from "../../core/json.js";
import type { Experiment } from "../../spec/experiment.js";
import { parseExperiment } from "../../spec/parse-experiment.js";
import type { Store } from "../../store/store.js";
import type { Plugins } from "../run/read-experiment.js";
import type { Candidates } from "./candidates.js";

/** How the members are chosen and asked. */
export interface Choice {
  /** The number of the best that take part; null: greedy selection, or all. */
  top: number | null;
  isGreedy: boolean;
  /** Is the answer the mean over several views? */
  tta: boolean;
}

export const SUFFIX = "-ensemble";

/**
 * The experiment that makes this ensemble, as if somebody had written it; it has no file.
 * @throws SweepError("usage") for more of the best than there are.
 */
export function ensembleExperiment(
  candidates: Candidates,
  choice: Choice,
  { plugins, cwd }: { plugins: Plugins; cwd: string },
): Experiment {
  requireEnough(candidates, choice);
  const { runs, experiment } = candidates;
  const written = {
    name: experiment.slice(0, LONGEST - SUFFIX.length) + SUFFIX,
    description: `Ensembles of ${experiment}`,
    trainer: "ensemble",
    data: { candidates: runs.map(({ id }) => id) },
    parameters: { select: { value: selectionOf(choice) }, tta: { value: choice.tta } },
  };
  const text = `${JSON.stringify(written, null, 2)}\n`; // JSON is YAML
  const deps = { ...plugins, readFile: neverRead, cwd };
  return { ...parseExperiment({ text, file: "", deps }), file: "" };
}

function requireEnough({ runs, count }: Candidates, { top }: Choice): void {
  if (top === null || top <= count) return;
  const what = count === runs.length ? "finished runs" : "configurations with all of their folds";
  throw new SweepError(
    "usage",
    `--top: expected at most ${count}, the number of ${what}, got ${top}`,
  );
}

/** `greedy of 8, tta`; of a cross-validation its configurations are counted. */
export function ensembleName({ count }: Candidates, { top, isGreedy, tta }: Choice): string {
  const how = top !== null ? `top ${top}` : isGreedy ? "greedy" : "all";
  return `${how} of ${count}${tta ? ", tta" : ""}`;
}

/** @throws SweepError("conflict") where the name is that of an experiment with other runs. */
export function requireEnsembles(store: Store, name: string): void {
  const sweep = store.findSweep(name);
  const other = (sweep ? store.listSweepRuns(sweep.id) : []).find(
    ({ definition: { trainer } }) => trainer.kind !== "builtin" || trainer.type !== "ensemble",
  );
  if (other)
    throw new SweepError(
      "conflict",
      `${name}: expected no such experiment, or one of ensembles, got one with run ${other.id}, which is none: give that experiment another name`,
    );
}

const LONGEST = 100; // letters of an experiment's name

function selectionOf({ top, isGreedy }: Choice): JsonValue {
  if (top !== null) return { type: "top", n: top };
  return isGreedy ? "greedy" : "all";
}

/** It extends nothing. */
function neverRead(path: string): never {
  throw new Error(`${path}: expected an experiment without files`);
}
