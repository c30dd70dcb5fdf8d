import type { Parameters } from "../core/json.js";
import { parameterNames } from "../core/parameter-names.js";
import type { SweepRecord } from "../core/records.js";
import type { ParameterSummary, QueryStore } from "../store/store.js";

/**
 * Parameters that differ between a sweep's runs, by dotted name, in the order in which its first run has them. An object is
 * opened only where every run has one there: `augment: false` against `augment: {shift: 2}` differ in `augment`.
 */
export type VaryingParameters = (sweep: SweepRecord) => string[];

export function createVarying(
  store: QueryStore,
  parametersOf: ParametersOf = createParameterCache(store),
): VaryingParameters {
  const answers = new WeakMap<ManyParameters, string[]>();
  return (sweep) => {
    const parameters = parametersOf(sweep);
    const known = answers.get(parameters);
    if (known) return known;
    const names = inOrder(varyingNames(parameters), firstOf(store, sweep));
    answers.set(parameters, names);
    return names;
  };
}

/** What a number of runs has in common, and where they differ. */
export interface ManyParameters {
  runs: number;
  parameters: readonly ParameterSummary[];
  /** How many there are that differ in more than seed and fold. */
  variants: number;
  /** Is any of them one fold of a cross-validation? */
  folded: boolean;
}

export type ParametersOf = (sweep: SweepRecord | null) => ManyParameters;

/** Remembers each sweep's answer (null: that of all runs) until its list of runs changes: a run's own parameters never do. */
export function createParameterCache(store: QueryStore): ParametersOf {
  const known = new Map<number | null, { version: string; value: ManyParameters }>();
  return (sweep) => {
    const id = sweep?.id ?? null;
    const runs = Object.values(store.countRuns(id)).reduce((sum, count) => sum + count, 0);
    const version = `${runs}/${sweep?.updatedAt}`;
    const last = known.get(id);
    if (last?.version === version) return last.value;
    const value = { runs, parameters: store.parameterSummaries(id), ...store.variantCounts(id) };
    known.set(id, { version, value });
    return value;
  };
}

export function varyingNames({
  runs,
  parameters,
}: Pick<ManyParameters, "runs" | "parameters">): string[] {
  const isWhole = ({ types, runs: having }: ParameterSummary) =>
    having < runs || types.some((type) => type !== "object");
  const whole = parameters.filter(isWhole).map(({ name }) => `${name}.`);
  return parameters
    .filter((each) => isWhole(each) && (each.runs < runs || each.distinct > 1))
    .map(({ name }) => name)
    .filter((name) => !whole.some((outer) => name.startsWith(outer)));
}

function firstOf(store: QueryStore, { id }: SweepRecord): Parameters {
  const { runs } = store.queryRuns({ sweepId: id, now: 0 }, { limit: 1, offset: 0 });
  return runs[0]?.definition.parameters ?? {};
}

function inOrder(names: readonly string[], first: Parameters): string[] {
  const order = parameterNames(first);
  const ofFirst = order.filter((name) => names.includes(name));
  return [...ofFirst, ...names.filter((name) => !order.includes(name))];
}
