import { hashJson } from "../core/hash.js";
import type { JsonValue } from "../core/json.js";

/** A value that runs are compared by. `unit` says how people read it. */
export interface Fact {
  value: JsonValue;
  unit?: Unit;
}
export type Unit = "seconds" | "bytes" | "count" | "hash" | "time";

/** What one run has to say in one section, by name. */
export type Facts = ReadonlyMap<string, Fact>;

export interface ComparedFact {
  name: string;
  /** One for each run; null where it has no such value. */
  cells: ({ value: JsonValue } | null)[];
  differs: boolean;
  unit: Unit | null;
}

/** Side by side, by name in order of appearance, those that differ first. */
export function compareFacts(runs: readonly Facts[]): ComparedFact[] {
  const names = [...new Set(runs.flatMap((facts) => [...facts.keys()]))];
  const rows = names.map((name) => compareFact(name, runs));
  return [...rows.filter(({ differs }) => differs), ...rows.filter(({ differs }) => !differs)];
}

function compareFact(name: string, runs: readonly Facts[]): ComparedFact {
  const facts = runs.map((run) => run.get(name));
  const kinds = new Set(facts.map((fact) => fact && hashJson(fact.value)));
  return {
    name,
    cells: facts.map((fact) => (fact ? { value: fact.value } : null)),
    differs: kinds.size > 1,
    unit: facts.find((fact) => fact?.unit)?.unit ?? null,
  };
}
