import type { XAxis } from "../../address.js";
import { multiplesWithin } from "../axis-scale.js";
import { stepBetween, X_AXIS, xScale } from "../x-axis.js";
import type { Axis } from "./axis.js";
import { logTicks } from "./log-ticks.js";

export interface PositionAxisOptions {
  axis: XAxis;
  /** At least the ends of what is drawn. */
  positions: readonly number[];
  log: boolean;
}

const LONE_RATIO = 2; // from a lone position to either end: it stands in the middle

/** The axis that curves are drawn over. */
export function positionAxis({ axis, positions, log }: PositionAxisOptions): Axis {
  const { title, format } = X_AXIS[axis];
  const positive = log ? positions.filter((x) => x > 0) : [];
  if (positive.length > 0) {
    const least = positive.reduce((a, b) => Math.min(a, b));
    const most = positive.reduce((a, b) => Math.max(a, b));
    const isLone = least === most;
    return {
      title: `${title} (log)`,
      type: "logarithmic",
      min: isLone ? least / LONE_RATIO : least,
      max: isLone ? most * LONE_RATIO : most,
      ticks: logTicks,
      format,
    };
  }
  const { min, max } = xScale(axis, positions);
  const ticks: Axis["ticks"] = (low, high, count) =>
    multiplesWithin(stepBetween(axis, (high - low) / Math.max(1, count)), low, high).map(
      (value) => ({ value, label: format(value) }),
    );
  return { title, type: "linear", min, max, ticks, format };
}
