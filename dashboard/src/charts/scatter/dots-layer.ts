import type { Layer, Painter } from "../plot/painter.js";

/** One run as a dot. */
export interface Dot {
  /** Index of the run in its table. */
  index: number;
  x: number;
  y: number;
  /** CSS colour. */
  colour: string;
  /** Drawn small and pale: there, but not what the chart is about. */
  isFaint?: boolean;
}

/** All dots, the faint ones below; with many they are smaller and let others shine through. */
export function dotsLayer(dots: readonly Dot[]): Layer {
  return (painter) => {
    const { context, colours } = painter;
    const radius = radiusOf(dots.length);
    context.strokeStyle = colours.card;
    context.lineWidth = dots.length > CROWD ? 0 : 1;
    for (const faint of [true, false]) {
      context.globalAlpha = faint ? 0.35 : dots.length > CROWD ? 0.75 : 0.95;
      for (const dot of dots) {
        if ((dot.isFaint ?? false) === faint) drawDot(painter, dot, faint ? radius * 0.8 : radius);
      }
    }
  };
}

/** One dot, large and with a rim, above all others. */
export function emphasisedDot(dot: Dot): Layer {
  return (painter) => {
    const { context, colours } = painter;
    context.strokeStyle = colours.ink;
    context.lineWidth = 2;
    drawDot(painter, dot, 7);
  };
}

const REACH_PX = 18; // from the pointer to a dot's middle

/** The dot at the pointer; of several the nearest. */
export function nearestDot(
  dots: readonly Dot[],
  painter: Painter,
  pointer: { x: number; y: number },
): Dot | null {
  let nearest: Dot | null = null;
  let least = REACH_PX;
  for (const dot of dots) {
    const distance = Math.hypot(painter.x(dot.x) - pointer.x, painter.y(dot.y) - pointer.y);
    if (distance >= least) continue;
    nearest = dot;
    least = distance;
  }
  return nearest;
}

const CROWD = 400; // dots: from here on rims cost more than they tell

function radiusOf(count: number): number {
  return count <= 60 ? 5.5 : count <= CROWD ? 4.25 : count <= 3000 ? 3.25 : 2.5;
}

function drawDot({ context, x, y }: Painter, dot: Dot, radius: number): void {
  const [px, py] = [x(dot.x), y(dot.y)];
  if (!Number.isFinite(px) || !Number.isFinite(py)) return;
  context.fillStyle = dot.colour;
  context.beginPath();
  context.arc(px, py, radius, 0, 2 * Math.PI);
  context.fill();
  if (context.lineWidth > 0) context.stroke();
}
