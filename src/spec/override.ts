import { unknownKey } from "./check.js";
import { KEYS } from "./keys.js";
import {
  COMMAND_LINE,
  type Entry,
  joinPath,
  type Located,
  type LocatedMap,
  mapOf,
  type Place,
} from "./located.js";
import { EXCLUDES } from "./merge.js";
import type { Mistakes } from "./mistakes.js";
import { constantEntry, overlap } from "./normalise.js";
import { withoutOtherSplit } from "./one-split.js";
import { readYaml } from "./yaml-tree.js";

/** One `--set`. */
interface Setting {
  key: string;
  text: string;
  place: Place;
}

/**
 * Sets what `--set key=value` says, in order. A key is a dotted path from the top, or begins with a parameter's name. A
 * parameter becomes a constant, as with `<parameter>.value=x`; `<parameter>.values=[...]` makes it a list to try.
 *
 * @param namesOf names of the trainer's parameters, given the experiment as far as it is known; null where they
 *   are not known, so that any name is taken
 */
export function applyOverrides(
  experiment: LocatedMap,
  settings: readonly string[],
  namesOf: (experiment: LocatedMap) => readonly string[] | null,
  mistakes: Mistakes,
): LocatedMap {
  let result = experiment;
  const later: Setting[] = [];
  for (const setting of settings.flatMap((text, i) => split(text, i, mistakes))) {
    if (isTopLevel(setting.key)) result = setTopLevel(result, setting, mistakes);
    else later.push(setting); // which names are parameters depends on the trainer
  }
  const names = namesOf(result);
  const known = names && new Set([...names, ...declared(result), "model"]);
  for (const setting of later) result = setParameter(result, setting, known, mistakes);
  return result;
}

function split(text: string, index: number, mistakes: Mistakes): Setting[] {
  const place = { label: `--set ${text}`, order: [COMMAND_LINE, index, 0], path: "" } as const;
  const equals = text.indexOf("=");
  if (equals > 0)
    return [{ key: text.slice(0, equals).trim(), text: text.slice(equals + 1), place }];
  mistakes.report(place, "expected `key=value`");
  return [];
}

function isTopLevel(key: string): boolean {
  const first = key.split(".")[0] ?? "";
  return KEYS.includes(first) && first !== "parameters" && first !== "model";
}

function declared({ entries }: LocatedMap): string[] {
  const parameters = entries.get("parameters")?.value;
  return parameters?.kind === "map" ? [...parameters.entries.keys()] : [];
}

function setTopLevel(experiment: LocatedMap, setting: Setting, mistakes: Mistakes): LocatedMap {
  const path = setting.key.split(".");
  const value = readValue(setting, path, mistakes);
  const key = path[0] ?? "";
  if (key === "extends") mistakes.report(setting.place, "`extends` can be written in a file only");
  if (key === "extends" || value === null) return experiment;
  const base = key === "cross_validation" ? withoutFilesSplit(experiment, value) : experiment;
  const entries = new Map(setIn(base, path, value).entries);
  const excluded = EXCLUDES[key];
  if (excluded) entries.delete(excluded);
  return { ...experiment, entries };
}

/**
 * Folds may take the place of a file's `data.validation`. Of the command line it is as much asked for as they are, and a fraction
 * never takes the place of folds, which would be far fewer runs: both are reported as both of one file are (folds.ts).
 */
function withoutFilesSplit(experiment: LocatedMap, value: Located): LocatedMap {
  const data = experiment.entries.get("data")?.value;
  const fraction = data?.kind === "map" ? data.entries.get("validation") : undefined;
  if (fraction?.key.order[0] === COMMAND_LINE) return experiment;
  return withoutOtherSplit(experiment, setIn(mapOf(value.place), ["cross_validation"], value));
}

/** Null after a syntax error, which is reported. */
function readValue(
  { text, place }: Setting,
  path: readonly string[],
  mistakes: Mistakes,
): Located | null {
  return readYaml(text, () => place, joinPath("", path), mistakes);
}

/** A copy of the map, which itself is at `above`, with the value at the path; what is no mapping on the way is replaced by one. */
function setIn(
  map: LocatedMap,
  path: readonly string[],
  value: Located,
  above: readonly string[] = [],
): LocatedMap {
  const [name = "", ...rest] = path;
  const here = [...above, name];
  const child = map.entries.get(name)?.value;
  const inner = child?.kind === "map" ? child : mapOf({ ...value.place, path: joinPath("", here) });
  const entry = {
    key: value.place,
    value: rest.length === 0 ? value : setIn(inner, rest, value, here),
  };
  return { ...map, entries: new Map(map.entries).set(name, entry) };
}

function setParameter(
  experiment: LocatedMap,
  setting: Setting,
  known: ReadonlySet<string> | null,
  mistakes: Mistakes,
): LocatedMap {
  const names = parameterNames(setting, known, mistakes);
  const value = names && readValue(setting, ["parameters", ...names], mistakes);
  if (!value) return experiment;
  const current = experiment.entries.get("parameters");
  const parameters = current?.value.kind === "map" ? current.value : mapOf(value.place);
  const changed =
    setValues(parameters, names, value) ??
    setPart(parameters, names, value, mistakes) ??
    put(parameters, names.join("."), constantEntry({ key: value.place, value }));
  const entry = { key: current?.key ?? value.place, value: changed };
  return { ...experiment, entries: new Map(experiment.entries).set("parameters", entry) };
}

/** Null where the key does not begin with the name of a parameter, which is reported. */
function parameterNames(
  { key, place }: Setting,
  known: ReadonlySet<string> | null,
  mistakes: Mistakes,
): string[] | null {
  if (key.startsWith("parameters.")) return withoutValue(key.split(".").slice(1));
  const isKnown = (name: string) => key === name || key.startsWith(`${name}.`);
  if (known === null || [...known].some(isKnown)) return withoutValue(key.split("."));
  const message =
    key === "parameters"
      ? "expected one parameter: `parameters.<name>=value`"
      : unknownKey(key, [...KEYS, ...known], "key or parameter");
  mistakes.report(place, message);
  return null;
}

/** `epochs.value=3` is `epochs=3`, as files write it. */
function withoutValue(names: string[]): string[] {
  return names.length > 1 && names.at(-1) === "value" ? names.slice(0, -1) : names;
}

/** `epochs.values=[1, 2]` */
function setValues(
  parameters: LocatedMap,
  names: readonly string[],
  value: Located,
): LocatedMap | null {
  if (names.length < 2 || names.at(-1) !== "values") return null;
  const entry = {
    key: value.place,
    value: mapOf(value.place, [["values", { key: value.place, value }]]),
  };
  return put(parameters, names.slice(0, -1).join("."), entry);
}

/**
 * `augment.rotation=15` where `augment` is a constant mapping, `rate.min=0.1` where `rate` is a range; null where no part of
 * the name is a parameter.
 */
function setPart(
  parameters: LocatedMap,
  names: readonly string[],
  value: Located,
  mistakes: Mistakes,
): LocatedMap | null {
  const whole = [...parameters.entries].find(([name]) => names.join(".").startsWith(`${name}.`));
  if (!whole) return null;
  const [name, { key, value: definition }] = whole;
  const rest = names.slice(name.split(".").length);
  const entries = definition.kind === "map" ? definition.entries : new Map<string, Entry>();
  const constant = entries.get("value")?.value;
  if (constant?.kind === "map")
    return put(parameters, name, constantEntry({ key, value: setIn(constant, rest, value) }));
  if (definition.kind === "map" && rest.length === 1 && entries.has(rest[0] ?? ""))
    return put(parameters, name, { key, value: setIn(definition, rest, value) });
  const example = `'${name}={${rest.join(".")}: …}'`;
  const message = `expected \`${name}\` as a whole, such as ${example}: a part can be set of a constant mapping only (see ${key.label})`;
  mistakes.report(value.place, message);
  return parameters;
}

function put(parameters: LocatedMap, name: string, entry: Entry): LocatedMap {
  const entries = new Map(parameters.entries);
  for (const other of parameters.entries.keys()) if (overlap(name, other)) entries.delete(other);
  return { ...parameters, entries: entries.set(name, entry) };
}
