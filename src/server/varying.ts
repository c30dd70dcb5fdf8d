import type { Parameters } from "../core/json.js";
import { parameterNames } from "../core/parameter-names.js";
import type { SweepRecord } from "../core/records.js";
import type { ParameterSummary, QueryStore } from "../store/store.js";

/**
 * Parameters that differ between a sweep's runs, by dotted name, in the order in which its first run has them. An object is
 * opened only where every run has one there: `augment: false` against `augment: {shift: 2}` differ in `augment`.
 */
export type VaryingParameters = (sweep: SweepRecord) => string[];

/** Remembers each sweep's answer until its list of runs changes: a run's own parameters never do. */
export function createVarying(store: QueryStore): VaryingParameters {
  const known = new Map<number, { updatedAt: number; names: string[] }>();
  return (sweep) => {
    const last = known.get(sweep.id);
    if (last?.updatedAt === sweep.updatedAt) return last.names;
    const names = inOrder(varyingNames(summariesOf(store, sweep)), firstOf(store, sweep));
    known.set(sweep.id, { updatedAt: sweep.updatedAt, names });
    return names;
  };
}

/** What a number of runs has in common, and where they differ. */
export interface ManyParameters {
  runs: number;
  parameters: readonly ParameterSummary[];
}

export function varyingNames({ runs, parameters }: ManyParameters): string[] {
  const isWhole = ({ types, runs: having }: ParameterSummary) =>
    having < runs || types.some((type) => type !== "object");
  const whole = parameters.filter(isWhole).map(({ name }) => `${name}.`);
  return parameters
    .filter((each) => isWhole(each) && (each.runs < runs || each.distinct > 1))
    .map(({ name }) => name)
    .filter((name) => !whole.some((outer) => name.startsWith(outer)));
}

function summariesOf(store: QueryStore, { id }: SweepRecord): ManyParameters {
  const counts = Object.values(store.countRuns(id));
  const runs = counts.reduce((sum, count) => sum + count, 0);
  return { runs, parameters: store.parameterSummaries(id) };
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
