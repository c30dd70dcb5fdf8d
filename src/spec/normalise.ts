import { type Entry, type LocatedMap, mapOf, type Place } from "./located.js";
import type { Mistakes } from "./mistakes.js";

/**
 * Gives one file's experiment the form that merging and overriding rely on: `model: x` becomes the constant parameter
 * `model`, and nested `parameters` become dotted names (`optimizer.learning_rate`).
 */
export function normalise(experiment: LocatedMap, mistakes: Mistakes): LocatedMap {
  const entries = new Map(experiment.entries);
  const parameters = entries.get("parameters");
  const model = entries.get("model");
  const flat = new Map<string, Entry>();
  if (parameters?.value.kind === "map") flatten(parameters.value, "", flat, mistakes);
  if (model) addModel(model, flat, mistakes);
  reportOverlaps(flat, mistakes);
  entries.delete("model");
  const place = parameters ?? model;
  if (place && (parameters === undefined || parameters.value.kind === "map"))
    entries.set("parameters", { key: place.key, value: mapOf(place.key, flat) });
  return { ...experiment, entries };
}

/** A parameter that always has this value. */
export function constantEntry({ key, value }: Entry): Entry {
  return { key, value: mapOf(key, [["value", { key, value }]]) };
}

/** Is one of two dotted names a part of the other? */
export function overlap(a: string, b: string): boolean {
  return a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

function flatten(group: LocatedMap, prefix: string, flat: Map<string, Entry>, mistakes: Mistakes) {
  for (const [name, entry] of group.entries) {
    const dotted = prefix + name;
    const nested = nestedGroup(entry);
    if (nested) {
      reportExtraKeys(entry, mistakes);
      flatten(nested, `${dotted}.`, flat, mistakes);
      continue;
    }
    reportSecond(entry.key, flat.get(dotted)?.key, mistakes);
    flat.set(dotted, entry);
  }
}

function nestedGroup({ value }: Entry): LocatedMap | null {
  const group = value.kind === "map" ? value.entries.get("parameters")?.value : undefined;
  return group?.kind === "map" ? group : null;
}

function reportExtraKeys({ value }: Entry, mistakes: Mistakes): void {
  if (value.kind !== "map") return;
  for (const [name, { key }] of value.entries)
    if (name !== "parameters")
      mistakes.report(key, `expected nothing beside \`parameters\`, got \`${name}\``);
}

function addModel(model: Entry, flat: Map<string, Entry>, mistakes: Mistakes): void {
  reportSecond(model.key, flat.get("model")?.key, mistakes);
  flat.set("model", constantEntry(model));
}

function reportSecond(key: Place, earlier: Place | undefined, mistakes: Mistakes): void {
  if (earlier) mistakes.report(key, `expected once, got it again: see ${earlier.label}`);
}

function reportOverlaps(flat: ReadonlyMap<string, Entry>, mistakes: Mistakes): void {
  const names = [...flat.keys()];
  for (const [name, { key }] of flat) {
    const whole = names.find((other) => name.startsWith(`${other}.`));
    if (whole) mistakes.report(key, `expected \`${whole}\` whole or in parts, got both`);
  }
}
