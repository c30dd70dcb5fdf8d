import type { PairedTest } from "../../../../src/api/disagreements.js";

const UNLIKELY = 0.05; // the usual bound

/** What McNemar's test says of two runs, in words. */
export function mcnemarWords(
  { onlyFirst, onlySecond, pValue }: PairedTest,
  [first, second]: [string, string],
) {
  if (onlyFirst === 0 && onlySecond === 0)
    return `${first} and ${second} are right on exactly the same rows.`;
  const better = onlyFirst > onlySecond ? first : second;
  const counts = `Only ${first} is right on ${onlyFirst}, only ${second} on ${onlySecond}`;
  const p = `p = ${pValue < 0.001 ? pValue.toExponential(1) : pValue.toFixed(3)}`;
  const verdict =
    pValue < UNLIKELY
      ? `were they equally good, so uneven a count would be rare, so ${better} is probably better`
      : "were they equally good, such counts would be nothing unusual: these rows cannot tell which is better";
  return `${counts} (${p}): ${verdict}.`;
}
