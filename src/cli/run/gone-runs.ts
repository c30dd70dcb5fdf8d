import type { RunRecord } from "../../core/records.js";
import { firstOf } from "./first-of.js";

const MOST_NAMED = 3; // enough to see which experiment's they are

/** Why finished runs are trained anew; null: none is. */
export function describeGone(gone: readonly RunRecord[]): string | null {
  const [first] = gone;
  if (!first) return null;
  if (gone.length === 1)
    return `run ${first.id} had finished, but its folder is gone: it is trained anew`;
  const ids = firstOf(
    gone.map(({ id }) => id),
    MOST_NAMED,
  );
  return `${gone.length} runs had finished, but their folders are gone: they are trained anew (${ids})`;
}
