import type { XAxis } from "../address.js";
import { formatMetric } from "../format.js";
import { X_AXIS } from "./x-axis.js";

/** `epoch 3`, or from where to where the curves have their nearest points: `time 1m 20s – 1m 24s`. */
export function tooltipTitle(axis: XAxis, xs: readonly number[]): string {
  const { title, format } = X_AXIS[axis];
  const [first, last] = [format(Math.min(...xs)), format(Math.max(...xs))];
  return `${title} ${first === last ? first : `${first} – ${last}`}`;
}

/** A curve's value and name; values come first, because names differ in length. */
export function tooltipLine(metric: string, value: number, name: string): string {
  return `${formatMetric(metric, value)}  ${name}`;
}
