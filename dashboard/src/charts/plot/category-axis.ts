import type { Axis } from "./axis.js";

const MARGIN = 0.5; // in categories, before the first and after the last

/** An axis of names: the n-th one is at n. Where they do not all fit, every n-th is written. */
export function categoryAxis(title: string, names: readonly string[]): Axis {
  return {
    title,
    type: "linear",
    min: -MARGIN,
    max: Math.max(0, names.length - 1) + MARGIN,
    ticks: (min, max, most) => {
      const every = Math.max(1, Math.ceil(names.length / Math.max(1, most)));
      return names
        .map((label, value) => ({ value, label }))
        .filter(({ value }) => value >= min && value <= max && value % every === 0);
    },
    format: (value) => names[Math.round(value)] ?? "–",
  };
}
