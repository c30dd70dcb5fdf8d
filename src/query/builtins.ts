import { RUN_STATES } from "../core/run-state.js";

export type BuiltinType = "text" | "number" | "boolean" | "time" | "duration";

export interface Builtin {
  type: BuiltinType;
  /** A few words for people. */
  description: string;
  /** All that it can be, where that is known beforehand. */
  values?: readonly string[];
}

/** The state of runs that are recorded as running, but whose process is gone. */
export const LOST_STATE = "lost";

const OUTCOMES = [
  "finished",
  "cancelled",
  "exit-code",
  "signal",
  "out-of-memory",
  "timeout",
  "not-started",
  "lost",
] as const;

/** What is known of every run, whatever it trains. */
export const BUILTINS = {
  id: { type: "text", description: "the run's id" },
  name: { type: "text", description: "the parameters that tell it from its siblings" },
  state: { type: "text", description: "where it stands", values: [...RUN_STATES, LOST_STATE] },
  outcome: { type: "text", description: "how its last attempt ended", values: OUTCOMES },
  sweep: { type: "text", description: "an experiment that contains it" },
  tag: { type: "text", description: "a tag of it; `tag:keep` is short for `tag = keep`" },
  note: { type: "text", description: "its note" },
  pinned: { type: "boolean", description: "was it pinned?" },
  archived: { type: "boolean", description: "was it archived?" },
  variant: { type: "text", description: "equal for runs that differ in nothing but seed and fold" },
  seed: { type: "number", description: "its seed" },
  number: { type: "number", description: "its number in order of creation, over all sweeps" },
  repeat: { type: "number", description: "its number among the repeats, from 0" },
  fold: { type: "number", description: "its fold of a cross-validation, from 1" },
  folds: { type: "number", description: "how many folds its cross-validation has" },
  attempt: { type: "number", description: "how often it was begun" },
  backend: { type: "text", description: "what executed its tensor operations" },
  created: { type: "time", description: "when it was planned" },
  started: { type: "time", description: "when its last attempt began" },
  ended: { type: "time", description: "when it ended" },
  duration: {
    type: "duration",
    description: "how long its last attempt took, or takes so far; a lost run has none",
  },
} as const satisfies Record<string, Builtin>;

export type BuiltinName = keyof typeof BUILTINS;

export const BUILTIN_NAMES = Object.keys(BUILTINS) as BuiltinName[];

export function isBuiltin(name: string): name is BuiltinName {
  return Object.hasOwn(BUILTINS, name);
}

export function builtin(name: BuiltinName): Builtin {
  return BUILTINS[name];
}
