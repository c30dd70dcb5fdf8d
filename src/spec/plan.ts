import { SweepError } from "../core/errors.js";
import type { Fold } from "../core/fold.js";
import { hashJson } from "../core/hash.js";
import { type JsonValue, type Parameters, parametersSchema } from "../core/json.js";
import { createRandom } from "../core/random.js";
import type { Registry } from "../core/registry.js";
import { foldName, repeatName } from "../core/repeat-name.js";
import type { Point } from "../core/search-space.js";
import type { TrainerDescriptor } from "../core/trainer.js";
import { faultsOf } from "./check.js";
import type { Experiment } from "./experiment.js";
import { fromJson } from "./located.js";
import type { PlanningContext, PlanningSampler } from "./method.js";
import { runName } from "./run-name.js";

/** A run that an experiment asks for. */
export interface PlannedRun {
  /** 0-based number of the sampler's proposal. */
  index: number;
  /** From 1 to the experiment's `repeats`. */
  repeat: number;
  fold: Fold | null;
  /** Dotted names to values, as proposed. */
  point: Point;
  /** What the trainer is given: nested, with its defaults filled in. */
  parameters: Parameters;
  name: string;
}

export interface PlanRequest {
  experiment: Experiment;
  /** Made by the experiment's method for its space. */
  sampler: PlanningSampler;
  trainers: Registry<TrainerDescriptor>;
}

const MOST_POINTS = 100_000; // more runs than anyone waits for; a plan of them takes seconds

/**
 * All runs of an experiment whose sampler does not learn: every point once, then all again for each further fold, and all of
 * that for each repeat. Points that mean the same to the trainer are one.
 * @throws SweepError("spec") when there are too many, or when the trainer refuses a combination of values.
 */
export function expandExperiment(request: PlanRequest): PlannedRun[] {
  const { experiment, sampler } = request;
  const bound = Math.min(experiment.runCap ?? Infinity, sampler.size ?? Infinity);
  if (bound > MOST_POINTS) throw tooMany(experiment, bound);
  const points = new Map<string, PlannedRun[]>();
  for (let index = 0; index < bound; index++) {
    const runs = planRuns(request, { index });
    if (runs === null) break;
    const key = hashJson(runs[0]?.parameters ?? null);
    if (!points.has(key)) points.set(key, runs);
  }
  const all = [...points.values()].flat();
  return all.toSorted(
    (a, b) => a.repeat - b.repeat || foldIndex(a) - foldIndex(b) || a.index - b.index,
  );
}

function foldIndex({ fold }: PlannedRun): number {
  return fold?.index ?? 0;
}

/**
 * The runs of one proposal, one for each repeat and fold; null when the sampler has no more. For samplers that learn: `history` is
 * what has ended so far.
 * @throws SweepError("spec") when the trainer refuses the combination of values.
 */
export function planRuns(
  { experiment, sampler, trainers }: PlanRequest,
  { index, history = [] }: { index: number; history?: PlanningContext["history"] },
): PlannedRun[] | null {
  const randomOf = (i: number) => createRandom(experiment.seed, "sampler", i);
  const point = sampler.propose({ index, random: randomOf(index), randomOf, history });
  if (point === null) return null;
  const name = runName(experiment.space, point, experiment.name);
  const parameters = resolveParameters(experiment, point, name, trainers);
  return repetitionsOf(experiment).map(({ repeat, fold }) => {
    const repeated = experiment.repeats === 1 ? name : repeatName(name, repeat);
    const called = fold ? foldName(repeated, fold) : repeated;
    return { index, repeat, fold, point, parameters, name: called };
  });
}

/** How one point is trained again and again. */
function repetitionsOf({
  repeats,
  folds,
  only,
}: Experiment): Pick<PlannedRun, "repeat" | "fold">[] {
  const ofEach = (index: number) => (folds === null ? null : { index, count: folds });
  const all = Array.from({ length: repeats * (folds ?? 1) }, (_, i) => ({
    repeat: Math.floor(i / (folds ?? 1)) + 1,
    fold: ofEach(i % (folds ?? 1)),
  }));
  return all.filter(
    ({ repeat, fold }) =>
      (only.repeat ?? repeat) === repeat && (only.fold === null || fold?.index === only.fold - 1),
  );
}

/** Nested, with the trainer's defaults. */
function resolveParameters(
  experiment: Experiment,
  point: Point,
  name: string,
  trainers: PlanRequest["trainers"],
): Parameters {
  const nested = nest(point);
  if (experiment.trainer.kind === "command") return nested;
  const schema = trainers.get(experiment.trainer.type).parameters;
  const written = fromJson(nested, { label: "", order: [0, 0, 0], path: "parameters" });
  const faults = faultsOf(schema, written).map(({ place, message }) => `${place.path}: ${message}`);
  if (faults.length === 0) return parametersSchema.parse(schema.parse(nested));
  throw new SweepError("spec", `${experiment.file}  run \`${name}\`: ${faults.join("; ")}`);
}

/** `{"optimizer.lr": 0.1}` → `{optimizer: {lr: 0.1}}` */
function nest(point: Point): Parameters {
  const nested: Parameters = {};
  for (const [name, value] of Object.entries(point)) {
    const path = name.split(".");
    const last = path.pop() ?? name;
    const group = path.reduce<Record<string, JsonValue>>(openGroup, nested);
    group[last] = value;
  }
  return nested;
}

function openGroup(parent: Record<string, JsonValue>, name: string): Record<string, JsonValue> {
  const group = Object.hasOwn(parent, name) ? parent[name] : {};
  parent[name] = group as JsonValue;
  return group as Record<string, JsonValue>; // never a value: reading refuses `a` beside `a.b`
}

function tooMany({ file, method }: Experiment, count: number): SweepError {
  const counted = Number.isFinite(count) ? count.toLocaleString("en") : "endlessly many";
  return new SweepError(
    "spec",
    `${file}  method \`${method}\`: expected at most ${MOST_POINTS.toLocaleString("en")} runs, got ${counted}: ` +
      "set `run_cap`, or try fewer values",
  );
}
