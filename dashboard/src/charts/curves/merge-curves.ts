import type { Curve } from "../../../../src/api/curves.js";

/**
 * A curve with a part of it read anew: where the part has points, the older ones are replaced. The part is whole from its
 * first to its last step, as `from` and `to` cut it out.
 */
export function replacePart(curve: Curve, part: Curve): Curve {
  const [first, last] = [part.steps[0], part.steps.at(-1)];
  if (first === undefined || last === undefined) return { ...curve, count: part.count };
  const before = curve.steps.findIndex((step) => step >= first);
  const after = curve.steps.findIndex((step) => step > last);
  const begin = before === -1 ? curve.steps.length : before;
  const end = after === -1 ? curve.steps.length : after;
  const join = <T>(old: T[], fresh: T[]) => [...old.slice(0, begin), ...fresh, ...old.slice(end)];
  return {
    ...part,
    steps: join(curve.steps, part.steps),
    epochs: join(curve.epochs, part.epochs),
    seconds: join(curve.seconds, part.seconds),
    values: join(curve.values, part.values),
  };
}
