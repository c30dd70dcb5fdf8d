/**
 * How long runs will take, judged by finished runs of the same trainer, data and machine. Two configurations are comparable
 * where they differ in nothing but `epochs`, on which time depends in proportion, and in numbers and switches that are near
 * each other: what text, a list or an added option does to time nobody can tell beforehand.
 */
import type { JsonValue, Parameters } from "../core/json.js";
import type { TimeEstimate } from "../core/time-estimate.js";
import { flatten } from "./flatten.js";

export interface PastRun {
  parameters: Parameters;
  /** Milliseconds of its attempt. */
  durationMs: number;
}

export interface EstimateRequest {
  /** Of the runs to train. */
  planned: readonly Parameters[];
  past: readonly PastRun[];
  /** Runs at once. */
  concurrency: number;
}

interface Range {
  lowMs: number;
  highMs: number;
  /** Past runs that it comes from, and in which parameters they differ from the planned one. */
  sources: readonly PastRun[];
  differing: readonly string[];
}

const NEAR = 2; // a batch or a layer twice as large is still comparable, ten times is not
const MOST_EPOCHS_RATIO = 20; // beyond it, what happens once in a run weighs too much
/** Other programs, runs at once and early stopping have moved times of equal runs by a quarter either way. */
const MARGIN = 1.25;
const MARGIN_A_DIFFERENCE = 1.2; // for each parameter that differs

/** Null where nothing is to be trained, or nothing comparable was. */
export function estimateTime({ planned, past, concurrency }: EstimateRequest): TimeEstimate | null {
  const trials = past.map((run) => ({ run, flat: flatten(run.parameters) }));
  const ranges = planned.map((parameters) => rangeOf(flatten(parameters), trials));
  const known = ranges.filter((range) => range !== null);
  if (known.length === 0) return null;
  const at = Math.min(concurrency, known.length);
  return {
    lowMs: Math.max(sum(known, "lowMs") / at, longest(known, "lowMs")),
    highMs: sum(known, "highMs") / at + longest(known, "highMs") * (1 - 1 / at), // Graham's bound (1969) of list scheduling
    basis: describe(known),
    unknown: ranges.length - known.length,
  };
}

type Flat = ReadonlyMap<string, JsonValue>;

function rangeOf(wanted: Flat, trials: readonly { run: PastRun; flat: Flat }[]): Range | null {
  const found = trials.flatMap(({ run, flat }) => {
    const differing = differences(wanted, flat);
    return differing ? [{ run, differing, ms: run.durationMs * epochsRatio(wanted, flat) }] : [];
  });
  const fewest = Math.min(...found.map(({ differing }) => differing.length));
  const nearest = found.filter(({ differing }) => differing.length === fewest);
  if (nearest.length === 0) return null;
  const margin = MARGIN * MARGIN_A_DIFFERENCE ** fewest;
  const times = nearest.map(({ ms }) => ms);
  return {
    lowMs: Math.min(...times) / margin,
    highMs: Math.max(...times) * margin,
    sources: nearest.map(({ run }) => run),
    differing: [...new Set(nearest.flatMap(({ differing }) => differing))],
  };
}

/** Names of parameters in which they differ; null where that makes them incomparable. */
function differences(a: Flat, b: Flat): string[] | null {
  const names = [...new Set([...a.keys(), ...b.keys()])];
  const differing = names.filter(
    (name) => JSON.stringify(a.get(name)) !== JSON.stringify(b.get(name)),
  );
  return differing.every((name) => isNear(name, a.get(name), b.get(name))) ? differing : null;
}

function isNear(name: string, a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (typeof a === "boolean") return typeof b === "boolean";
  if (typeof a !== "number" || typeof b !== "number") return false;
  if (name === "epochs") return isWithin(a / b, MOST_EPOCHS_RATIO);
  return isRate(name) || isWithin(a / b, NEAR);
}

/** Numbers that scale steps or probabilities cost the same whatever they are. */
function isRate(name: string): boolean {
  return /rate|momentum|decay|dropout|beta|epsilon|smoothing|seed/.test(name);
}

function isWithin(ratio: number, most: number): boolean {
  return ratio >= 1 / most && ratio <= most;
}

function epochsRatio(wanted: Flat, had: Flat): number {
  const [a, b] = [wanted.get("epochs"), had.get("epochs")];
  return typeof a === "number" && typeof b === "number" && b > 0 ? a / b : 1;
}

function sum(ranges: readonly Range[], end: "lowMs" | "highMs"): number {
  return ranges.reduce((total, range) => total + range[end], 0);
}

function longest(ranges: readonly Range[], end: "lowMs" | "highMs"): number {
  return Math.max(...ranges.map((range) => range[end]));
}

/** `2 finished runs of this machine that differ in learning_rate` */
function describe(ranges: readonly Range[]): string {
  const sources = new Set(ranges.flatMap((range) => range.sources)).size;
  const differing = [...new Set(ranges.flatMap((range) => range.differing))];
  const runs = `${sources} finished ${sources === 1 ? "run" : "runs"} of this machine`;
  if (differing.length === 0) return `${runs} with the same parameters`;
  return `${runs}, alike but for ${differing.toSorted().join(", ")}`;
}
