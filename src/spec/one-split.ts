import type { LocatedMap } from "./located.js";

/**
 * An experiment without that description of a split which another, laid over it, replaces: `cross_validation` takes the place of
 * `data.validation`, and the other way round. Where one and the same text has both, that is a mistake (folds.ts).
 */
export function withoutOtherSplit(under: LocatedMap, over: LocatedMap): LocatedMap {
  const entries = new Map(under.entries);
  if (hasFraction(over)) entries.delete("cross_validation");
  const data = entries.get("data");
  if (over.entries.has("cross_validation") && data?.value.kind === "map") {
    const kept = [...data.value.entries].filter(([name]) => name !== "validation");
    entries.set("data", { ...data, value: { ...data.value, entries: new Map(kept) } });
  }
  return { ...under, entries };
}

function hasFraction({ entries }: LocatedMap): boolean {
  const data = entries.get("data")?.value;
  return data?.kind === "map" && data.entries.has("validation");
}
