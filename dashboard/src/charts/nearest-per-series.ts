import {
  type Chart,
  Interaction,
  type InteractionItem,
  type InteractionModeFunction,
} from "chart.js";
import type { ChartPoint } from "./curve-points.js";

declare module "chart.js" {
  interface InteractionModeMap {
    nearestPerSeries: InteractionModeFunction;
  }
}

/**
 * An interaction mode: of every series the one point that is nearest to the pointer along x. Series here have points at
 * different x, where the built-in modes find only some of them.
 */
export function registerNearestPerSeries(): void {
  Interaction.modes.nearestPerSeries = (chart, event) => {
    const x = chart.scales.x?.getValueForPixel(event.x ?? 0);
    if (x === undefined) return [];
    return chart.data.datasets.flatMap((_, index) => nearestItem(chart, index, x) ?? []);
  };
}

/** Index of the point whose x is nearest; null where there are none. */
export function indexOfNearest(points: readonly ChartPoint[], x: number): number | null {
  let nearest: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  points.forEach((point, index) => {
    const distance = Math.abs(point.x - x);
    if (distance >= least) return;
    nearest = index;
    least = distance;
  });
  return nearest;
}

function nearestItem(chart: Chart, datasetIndex: number, x: number): InteractionItem | null {
  const points = (chart.data.datasets[datasetIndex]?.data ?? []) as ChartPoint[]; // LineChart puts in nothing else
  const index = indexOfNearest(points, x);
  const element = index === null ? undefined : chart.getDatasetMeta(datasetIndex).data[index];
  return index === null || element === undefined ? null : { element, datasetIndex, index };
}
