import { stableJson } from "../core/hash.js";
import type { JsonValue } from "../core/json.js";
import { isBetter, type Metric } from "../core/metric-goal.js";
import { nameOfRepeats } from "../core/repeat-name.js";
import { RUN_STATES, type RunState } from "../core/run-state.js";
import { LOST_STATE } from "../query/builtins.js";
import type { Field } from "../query/filter.js";
import type { QueryStore, RunQuery } from "../store/store.js";
import { studentT95 } from "./student-t.js";

/** Runs with equal values of some fields, summed up by a metric's best values. */
export interface RunGroup {
  /** One for each field; undefined where the runs lack it. */
  values: (JsonValue | undefined)[];
  /** What its runs are called but for repeat and fold; null unless they are of one variant by the fields. */
  name: string | null;
  runs: number;
  states: Record<RunState, number>;
  /** How many of the running ones are lost: their process is gone. */
  lost: number;
  /** Runs with a finite best value; what follows is about those. All folds of one seed count as one, with their mean. */
  n: number;
  /** Cross-validations without the value of every fold, which have no part in it. */
  incomplete: number;
  mean: number | null;
  /** Where they are all folds of one seed: how many, over which the following is; else null. */
  folds: number | null;
  /** Sample standard deviation, and the mean's 95 % interval by Student's t; null below two runs. */
  sd: number | null;
  low: number | null;
  high: number | null;
  best: number | null;
  bestRun: string | null;
}

export interface GroupOptions {
  store: QueryStore;
  query: RunQuery;
  by: readonly Field[];
  /** Null: only how many there are. */
  metric: Metric | null;
}

/** The group with the best mean first, those without a value last. */
export function groupRuns({ store, query, by, metric }: GroupOptions): RunGroup[] {
  const isByFold = by.some(
    ({ kind, ...field }) => kind === "builtin" && "name" in field && field.name === "fold",
  );
  const isByVariant = by.some((field) => field.kind === "builtin" && field.name === "variant");
  const best: Field[] = metric ? [{ kind: "metric", stat: "best", ...metric }] : [];
  const names = isByVariant ? [NAME] : [];
  const { ids, columns } = store.runValues(query, [...KNOWN, ...by, ...best, ...names]);
  const members = new Map<string, Member[]>();
  ids.forEach((id, i) => {
    const [state, variant, seed, folds, ...rest] = columns.map((column) => column[i]);
    const values = rest.slice(0, by.length);
    const score = rest[by.length];
    const key = values.map(keyOf).join("\n");
    const member: Member = {
      id,
      state: state === LOST_STATE ? "running" : (state as RunState),
      isLost: state === LOST_STATE,
      values,
      name: isByVariant ? String(rest.at(-1) ?? "") : null,
      set: typeof folds === "number" && !isByFold ? { key: `${variant} ${seed}`, folds } : null,
      score: typeof score === "number" ? score : null,
    };
    const group = members.get(key);
    if (group) group.push(member);
    else members.set(key, [member]);
  });
  const goal = metric?.goal ?? "maximize";
  return [...members.values()]
    .map((group) => summed(group, goal))
    .sort((a, b) => byMean(goal, a, b));
}

/** Of each run, before the fields that are asked for. */
const KNOWN: Field[] = (["state", "variant", "seed", "folds"] as const).map((name) => ({
  kind: "builtin",
  name,
}));

const NAME: Field = { kind: "builtin", name: "name" };

/** Equal for equal values; text as JSON has no line end. */
function keyOf(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return typeof value === "object" ? stableJson(value) : JSON.stringify(value);
}

interface Member {
  id: string;
  state: RunState;
  isLost: boolean;
  values: (JsonValue | undefined)[];
  name: string | null;
  /** Which folds it belongs to; null: it stands for itself. */
  set: { key: string; folds: number } | null;
  score: number | null;
}

/** A value for each run without folds, and for all folds of a seed together: their mean, if all have one. */
function scored(members: readonly Member[]): { scores: Scored[]; incomplete: number } {
  const sets = new Map<string, Member[]>();
  for (const member of members) {
    const key = member.set?.key ?? member.id;
    sets.set(key, [...(sets.get(key) ?? []), member]);
  }
  const scores: Scored[] = [];
  let incomplete = 0;
  for (const set of sets.values()) {
    const known = set.flatMap(({ id, score }) => (score === null ? [] : [{ id, score }]));
    const [first] = known;
    const isWhole = known.length >= (set[0]?.set?.folds ?? 1);
    const mean = known.reduce((sum, { score }) => sum + score, 0) / known.length;
    const ofFolds = set[0]?.set ? known.map(({ score }) => score) : null;
    if (first && isWhole) scores.push({ id: first.id, score: mean, ofFolds });
    else if (set[0]?.set) incomplete++;
  }
  return { scores, incomplete };
}

interface Scored {
  id: string;
  score: number;
  /** Null: it has none. */
  ofFolds: number[] | null;
}

function summed(members: readonly Member[], goal: Metric["goal"]): RunGroup {
  const { scores, incomplete } = scored(members);
  const best = scores.reduce<Scored | null>(
    (known, each) => (isBetter(goal, each.score, known?.score) ? each : known),
    null,
  );
  const [only] = scores;
  const ofFolds = scores.length === 1 ? (only?.ofFolds ?? null) : null;
  const name = members[0]?.name ?? null;
  return {
    values: members[0]?.values ?? [],
    name: name === null ? null : nameOfRepeats(name),
    runs: members.length,
    states: countsOf(members),
    lost: members.filter(({ isLost }) => isLost).length,
    n: scores.length,
    incomplete,
    folds: ofFolds?.length ?? null,
    ...spreadOf(ofFolds ?? scores.map(({ score }) => score)),
    best: best?.score ?? null,
    bestRun: best?.id ?? null,
  };
}

function countsOf(members: readonly Member[]): Record<RunState, number> {
  const counts = RUN_STATES.map((state) => [
    state,
    members.filter((member) => member.state === state).length,
  ]);
  return Object.fromEntries(counts) as Record<RunState, number>; // each state once
}

function spreadOf(scores: readonly number[]): Pick<RunGroup, "mean" | "sd" | "low" | "high"> {
  const n = scores.length;
  if (n === 0) return { mean: null, sd: null, low: null, high: null };
  const mean = scores.reduce((sum, score) => sum + score, 0) / n;
  if (n === 1) return { mean, sd: null, low: null, high: null };
  const sd = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (n - 1));
  const half = (studentT95(n - 1) * sd) / Math.sqrt(n);
  return { mean, sd, low: mean - half, high: mean + half };
}

function byMean(goal: Metric["goal"], a: RunGroup, b: RunGroup): number {
  if (a.mean === null || b.mean === null) return Number(a.mean === null) - Number(b.mean === null);
  return goal === "maximize" ? b.mean - a.mean : a.mean - b.mean;
}
