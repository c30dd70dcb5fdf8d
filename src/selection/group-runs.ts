import { stableJson } from "../core/hash.js";
import type { JsonValue } from "../core/json.js";
import { isBetter, type Metric } from "../core/metric-goal.js";
import { RUN_STATES, type RunState } from "../core/run-state.js";
import { LOST_STATE } from "../query/builtins.js";
import type { Field } from "../query/filter.js";
import type { QueryStore, RunQuery } from "../store/store.js";
import { studentT95 } from "./student-t.js";

/** Runs with equal values of some fields, summed up by a metric's best values. */
export interface RunGroup {
  /** One for each field; undefined where the runs lack it. */
  values: (JsonValue | undefined)[];
  runs: number;
  states: Record<RunState, number>;
  /** How many of the running ones are lost: their process is gone. */
  lost: number;
  /** Runs with a finite best value; what follows is about those. */
  n: number;
  mean: number | null;
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
  const state: Field = { kind: "builtin", name: "state" };
  const best: Field[] = metric ? [{ kind: "metric", stat: "best", ...metric }] : [];
  const { ids, columns } = store.runValues(query, [state, ...by, ...best]);
  const members = new Map<string, Member[]>();
  ids.forEach((id, i) => {
    const [state, ...rest] = columns.map((column) => column[i]);
    const values = rest.slice(0, by.length);
    const score = rest[by.length];
    const key = values.map(keyOf).join("\n");
    const member: Member = {
      id,
      state: state === LOST_STATE ? "running" : (state as RunState),
      isLost: state === LOST_STATE,
      values,
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
  score: number | null;
}

function summed(members: readonly Member[], goal: Metric["goal"]): RunGroup {
  const scores = members.flatMap(({ score }) => score ?? []);
  const best = members.reduce<Member | null>(
    (known, each) => (isBetter(goal, each.score ?? Number.NaN, known?.score) ? each : known),
    null,
  );
  return {
    values: members[0]?.values ?? [],
    runs: members.length,
    states: countsOf(members),
    lost: members.filter(({ isLost }) => isLost).length,
    n: scores.length,
    ...spreadOf(scores),
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
