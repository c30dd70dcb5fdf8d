import type { z } from "zod";
import type { SearchSpace } from "../core/search-space.js";
import { faultsOf } from "./check.js";
import {
  type Entry,
  fromJson,
  type Located,
  type LocatedMap,
  mapOf,
  type Place,
} from "./located.js";
import type { Mistakes } from "./mistakes.js";

const MOST_COMBINATIONS = 256; // what is beyond them is refused when the runs are planned, without a place

/**
 * Checks what the trainer says of its parameters together (a layer that does not fit the one before it, an option that has
 * no effect), so that the mistake is shown where its values are written. Of a range, its lower end is tried.
 */
export function checkCombinations(
  parameters: LocatedMap,
  space: SearchSpace,
  schema: z.ZodType,
  mistakes: Mistakes,
): void {
  const candidates = [...space].map(([name, dimension]) => {
    const entry = parameters.entries.get(name);
    const low = "min" in dimension ? dimension.min : "mu" in dimension ? dimension.mu : null;
    return { name, key: entry?.key ?? parameters.place, values: writtenValues(entry, low) };
  });
  const count = candidates.reduce((product, { values }) => product * values.length, 1);
  for (let i = 0; i < Math.min(count, MOST_COMBINATIONS); i++) {
    for (const { place, message } of faultsOf(schema, combination(candidates, i, parameters.place)))
      mistakes.report(place, message);
  }
}

interface Candidates {
  name: string;
  key: Place;
  values: readonly Located[];
}

/** The values as they stand in the file; for a range `low`, at the parameter's place. */
function writtenValues(entry: Entry | undefined, low: number | null): readonly Located[] {
  if (entry === undefined) return [];
  if (entry.value.kind !== "map") return [entry.value];
  const { entries } = entry.value;
  const [value, values] = [entries.get("value")?.value, entries.get("values")?.value];
  if (value) return [value];
  return values?.kind === "list" ? values.items : [fromJson(low, entry.key)];
}

/** The parameters of combination `number`, nested as the trainer gets them. */
function combination(candidates: readonly Candidates[], number: number, place: Place): LocatedMap {
  let tree = mapOf(place);
  let rest = number;
  for (const { name, key, values } of candidates) {
    const value = values[rest % values.length];
    rest = Math.floor(rest / values.length);
    if (value) tree = setDeep(tree, name.split("."), { key, value });
  }
  return tree;
}

function setDeep(
  map: LocatedMap,
  [name = "", ...rest]: readonly string[],
  entry: Entry,
): LocatedMap {
  const inner = map.entries.get(name)?.value;
  const child =
    rest.length === 0
      ? entry
      : {
          key: entry.key,
          value: setDeep(inner?.kind === "map" ? inner : mapOf(entry.key), rest, entry),
        };
  return { ...map, entries: new Map(map.entries).set(name, child) };
}
