import type { Predictions } from "../../protocol/predictions.js";
import { CLASSES } from "../digits/description.js";

/** Answers to different rows as one, in the order of the rows. There is one part at least. */
export function joinRows(parts: readonly Predictions[]): Predictions {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const places = parts
    .flatMap((part) => Array.from(part.rows, (row, i) => ({ part, row, i })))
    .sort((a, b) => a.row - b.row);
  const probabilities = new Float32Array(places.length * CLASSES);
  places.forEach(({ part, i }, at) => {
    const answer = part.probabilities.subarray(i * CLASSES, (i + 1) * CLASSES);
    probabilities.set(answer, at * CLASSES);
  });
  return {
    rows: Int32Array.from(places, ({ row }) => row),
    labels: Uint8Array.from(places, ({ part, i }) => part.labels[i] ?? 0),
    probabilities,
    classes: CLASSES,
  };
}
