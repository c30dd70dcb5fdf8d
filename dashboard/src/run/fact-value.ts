import type { JsonValue } from "../../../src/api/runs.js";
import { type Child, h } from "../dom.js";
import { formatBytes, formatMetric, formatValue } from "../format.js";

const FOLDED_FROM = 120; // characters of a list or object: three lines of a card

/** A parameter's value exactly as it was given; long lists and objects folded, as indented JSON. */
export function parameterValue(value: JsonValue): Child {
  const text = formatValue(value);
  if (typeof value !== "object" || value === null || text.length < FOLDED_FROM) return text;
  const json = h("pre", {}, JSON.stringify(value, null, 2));
  return h("details", { class: "folded" }, h("summary", {}, sizeText(value)), json);
}

/** What a trainer says of its run: figures rounded to what can be read at a glance. */
export function summaryValue(name: string, value: JsonValue): Child {
  if (typeof value !== "number") return parameterValue(value);
  return name.endsWith("bytes") ? formatBytes(value) : formatMetric(name, value);
}

function sizeText(value: object): string {
  const count = Object.keys(value).length;
  const noun = Array.isArray(value) ? "item" : "key";
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
