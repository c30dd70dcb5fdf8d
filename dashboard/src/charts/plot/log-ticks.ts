import { multiplesWithin, niceStep } from "../axis-scale.js";
import type { Tick } from "./axis.js";

const FACTORS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const FEW_DECADES = 3; // so many or fewer also have 2 and 5 labelled

/**
 * Ticks of a logarithmic axis: all 1, 2, … 9 times a power of ten; the powers are labelled, all of them or every n-th,
 * and where these are few 2 and 5 as well. Within a decade that has not two of these they are evenly spaced.
 */
export function logTicks(min: number, max: number, most: number): Tick[] {
  if (!(min > 0) || !(max > min)) return [];
  const [first, last] = [Math.floor(Math.log10(min)), Math.ceil(Math.log10(max))];
  const decades = last - first;
  const every = Math.max(1, Math.ceil((decades + 1) / most));
  const isDense = decades <= FEW_DECADES && decades * 3 <= most;
  const ticks: Tick[] = [];
  for (let power = first; power <= last; power++) {
    for (const factor of every > 1 ? [1] : FACTORS) {
      const value = Number(`${factor}e${power}`);
      if (value < min * (1 - ROUNDING) || value > max * (1 + ROUNDING)) continue;
      const isMajor = factor === 1 && (power - first) % every === 0;
      const isLabelled = isMajor || (isDense && (factor === 2 || factor === 5));
      ticks.push({ value, label: isLabelled ? logLabel(value) : "" });
    }
  }
  const labelled = ticks.filter(({ label }) => label !== "");
  const isNarrow = labelled.length < 2 && max < 10 * min;
  return isNarrow ? evenTicks(min, max, most) : ticks;
}

const ROUNDING = 1e-9;
const PLAIN = { least: 1e-3, most: 1e5 }; // between them digits are shorter than powers, or as short

/** `0.01`, `500`, `1e-7`. */
export function logLabel(value: number): string {
  if (value >= PLAIN.least && value < PLAIN.most) return String(Number(value.toPrecision(4)));
  return Number(value.toPrecision(3)).toExponential();
}

function evenTicks(min: number, max: number, most: number): Tick[] {
  const step = niceStep((max - min) / most);
  return multiplesWithin(step, min, max).map((value) => ({ value, label: logLabel(value) }));
}
