import { createRandom } from "../../core/random.js";

export const MOST_TRIALS = 2_000; // the shares change little with more, and a forest of these takes a second or two

/** At most `MOST_TRIALS`, drawn at random, always the same ones of the same list. */
export function sampleTrials<T>(all: readonly T[]): readonly T[] {
  if (all.length <= MOST_TRIALS) return all;
  return createRandom("importance", "sample")
    .shuffle([...all])
    .slice(0, MOST_TRIALS);
}

/** What to say where not all runs were looked at; null where they were. */
export function sampleNote(all: number): string | null {
  if (all <= MOST_TRIALS) return null;
  const [some, whole] = [MOST_TRIALS, all].map((count) => count.toLocaleString("en"));
  return `These figures are about ${some} of the ${whole} runs, drawn at random.`;
}
