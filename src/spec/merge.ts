import type { Entry, LocatedMap } from "./located.js";
import { overlap } from "./normalise.js";
import { withoutOtherSplit } from "./one-split.js";

const OWN_KEYS = ["name", "description", "extends"]; // an heir is another experiment: it must not share its base's sweep

/**
 * What an experiment says on top of the one that it extends: mappings are merged key by key, everything else is replaced.
 * A parameter is replaced whole. `trainer` and `command` replace each other, as do `cross_validation` and `data.validation`.
 */
export function inherit(base: LocatedMap, heir: LocatedMap): LocatedMap {
  const entries = new Map(withoutOtherSplit(base, heir).entries);
  for (const key of OWN_KEYS) entries.delete(key);
  for (const [key, entry] of heir.entries) setTopLevel(entries, key, entry);
  return { ...heir, entries };
}

/** Sets a top-level key and takes away what it excludes. */
function setTopLevel(entries: Map<string, Entry>, key: string, entry: Entry): void {
  const excluded = EXCLUDES[key];
  if (excluded) entries.delete(excluded);
  const inherited = entries.get(key);
  entries.set(key, inherited ? mergeEntries(key, inherited, entry) : entry);
}

export const EXCLUDES: Partial<Record<string, string>> = { trainer: "command", command: "trainer" };

function mergeEntries(key: string, base: Entry, heir: Entry): Entry {
  if (base.value.kind !== "map" || heir.value.kind !== "map" || key === "method") return heir;
  const merge = key === "parameters" ? replaceParameters : mergeMaps;
  return { key: heir.key, value: merge(base.value, heir.value) };
}

function mergeMaps(base: LocatedMap, heir: LocatedMap): LocatedMap {
  const entries = new Map(base.entries);
  for (const [name, entry] of heir.entries) {
    const inherited = entries.get(name);
    const both = inherited?.value.kind === "map" && entry.value.kind === "map";
    entries.set(
      name,
      both
        ? {
            key: entry.key,
            value: mergeMaps(inherited.value as LocatedMap, entry.value as LocatedMap),
          }
        : entry,
    );
  }
  return { ...heir, entries };
}

/** `optimizer` replaces `optimizer.lr`, and the other way round. */
export function replaceParameters(base: LocatedMap, heir: LocatedMap): LocatedMap {
  const entries = new Map(base.entries);
  for (const [name, entry] of heir.entries) {
    for (const other of base.entries.keys()) if (overlap(name, other)) entries.delete(other);
    entries.set(name, entry);
  }
  return { ...heir, entries };
}
