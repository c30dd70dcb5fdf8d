import type { XAxis } from "../address.js";
import { formatDuration, formatNumber } from "../format.js";

/** Title of an x axis, and text of its values. */
export const X_AXIS: Record<XAxis, { title: string; format(value: number): string }> = {
  epoch: { title: "epoch", format: (epoch) => String(Number(epoch.toFixed(2))) },
  step: { title: "step", format: formatNumber },
  time: { title: "time", format: (seconds) => formatDuration(seconds * 1000) },
};
