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

const REACH_PX = 16; // how far from a curve's ends the pointer may be
const MOST_ITEMS = 12; // a tooltip of more lines hides the chart that it explains

/**
 * An interaction mode: of every series that reaches to the pointer the one point that is nearest to it along x; of many
 * series those nearest to the pointer. Series here have points at different x, where the built-in modes find only some.
 */
export function registerNearestPerSeries(): void {
  Interaction.modes.nearestPerSeries = (chart, event) => {
    const [x, y] = [event.x ?? 0, event.y ?? 0];
    const items = chart.data.datasets.flatMap((_, index) => nearestItem(chart, index, x) ?? []);
    const distance = ({ element }: InteractionItem) => Math.abs(element.y - y);
    return items.sort((a, b) => distance(a) - distance(b)).slice(0, MOST_ITEMS);
  };
}

/** Index of the point whose x is nearest; null where there are none, or `x` is further than `reach` before or after all. */
export function indexOfNearest(
  points: readonly ChartPoint[],
  x: number,
  reach = Number.POSITIVE_INFINITY,
): number | null {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || x < first.x - reach || x > last.x + reach) return null;
  let nearest = 0;
  let least = Number.POSITIVE_INFINITY;
  points.forEach((point, index) => {
    const distance = Math.abs(point.x - x);
    if (distance >= least) return;
    nearest = index;
    least = distance;
  });
  return nearest;
}

function nearestItem(chart: Chart, datasetIndex: number, pixel: number): InteractionItem | null {
  const scale = chart.scales.x;
  if (!scale) return null;
  const points = (chart.data.datasets[datasetIndex]?.data ?? []) as ChartPoint[]; // LineChart puts in nothing else
  const x = scale.getValueForPixel(pixel) ?? 0;
  const reach = ((scale.max - scale.min) * REACH_PX) / scale.width;
  const index = indexOfNearest(points, x, reach);
  const element = index === null ? undefined : chart.getDatasetMeta(datasetIndex).data[index];
  return index === null || element === undefined ? null : { element, datasetIndex, index };
}
