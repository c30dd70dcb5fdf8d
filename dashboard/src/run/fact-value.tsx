import type { JsonValue } from "../../../src/api/runs.js";
import { exactValue, formatBytes, formatMetric } from "../format.js";

const FOLDED_FROM = 120; // characters of a list or object: three lines of a card

/** A parameter's value exactly as it was given; long lists and objects folded, as indented JSON. */
export function ParameterValue({ value }: { value: JsonValue }) {
  const text = exactValue(value);
  if (typeof value !== "object" || value === null || text.length < FOLDED_FROM) return <>{text}</>;
  return (
    <details class="folded">
      <summary>{sizeText(value)}</summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}

/** What a trainer says of its run: figures rounded to what can be read at a glance. */
export function SummaryValue({ name, value }: { name: string; value: JsonValue }) {
  if (typeof value !== "number") return <ParameterValue value={value} />;
  return <>{name.endsWith("bytes") ? formatBytes(value) : formatMetric(name, value)}</>;
}

function sizeText(value: object): string {
  const count = Object.keys(value).length;
  const noun = Array.isArray(value) ? "item" : "key";
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
