import type { Curve } from "../../../src/api/curves.js";

type Points = Pick<Curve, "steps" | "epochs">;

/**
 * Epochs of a curve's points. A metric that is logged several times an epoch has the same epoch many times, the one under
 * way: such points are spread over that epoch by their steps, so that they lie side by side and end where it ends.
 * Epochs count from 1, as ours do, or from 0 where the curve has one.
 */
export function spreadEpochs({ steps, epochs }: Points): readonly (number | null)[] {
  const groups = groupByEpoch({ steps, epochs });
  if (groups.every(({ first, last }) => first === last)) return epochs;
  const length = stepsPerEpoch(groups);
  const offset = groups[0]?.epoch === 0 ? 0 : -1;
  const result = [...epochs];
  let begin = Math.max(0, (groups[0]?.lastStep ?? 0) - length);
  for (const { epoch, first, last, lastStep } of groups) {
    for (let i = first; i <= last; i++) {
      const share = ((steps[i] ?? 0) - begin) / length;
      if (epochs[i] !== null) result[i] = epoch + offset + Math.min(1, Math.max(0, share));
    }
    begin = lastStep;
  }
  return result;
}

/** Points `first` to `last` that are of one epoch. */
interface EpochGroup {
  epoch: number;
  first: number;
  last: number;
  lastStep: number;
}

function groupByEpoch({ steps, epochs }: Points): EpochGroup[] {
  const groups: EpochGroup[] = [];
  epochs.forEach((epoch, i) => {
    if (epoch === null) return;
    const lastStep = steps[i] ?? 0;
    const group = groups.at(-1);
    if (group?.epoch === epoch) Object.assign(group, { last: i, lastStep });
    else groups.push({ epoch, first: i, last: i, lastStep });
  });
  return groups;
}

/** Measured between the ends of epochs that are over; the last group's may still be under way. */
function stepsPerEpoch(groups: readonly EpochGroup[]): number {
  const first = groups[0];
  const last = groups.at(-2) ?? first;
  if (!first || !last) return 1;
  const sinceBegin = first.lastStep / Math.max(1, first.epoch);
  const epochs = last.epoch - first.epoch;
  return Math.max(1, epochs > 0 ? (last.lastStep - first.lastStep) / epochs : sinceBegin);
}
