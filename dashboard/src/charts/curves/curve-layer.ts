import { visibleRange } from "../maths/ascending.js";
import type { Layer, Painter } from "../plot/painter.js";
import { seriesColour } from "../plot/palette.js";
import { seriesStyle } from "../series-style.js";
import type { CurveShape } from "./curve-shape.js";

/** All curves: thin, and the more they are the fainter, so that a crowd shows where it is dense. */
export function curvesLayer(shapes: readonly CurveShape[]): Layer {
  return (painter) => {
    const { context } = painter;
    const look = lookOf(shapes.length);
    context.lineJoin = "round";
    for (const shape of shapes) {
      context.strokeStyle = seriesColour(painter.colours, shape.styleIndex);
      context.fillStyle = context.strokeStyle;
      if (shape.raw) {
        context.setLineDash([]);
        context.globalAlpha = look.alpha * RAW_SHARE;
        context.lineWidth = 1;
        trace(painter, shape.x, shape.raw);
      }
      context.globalAlpha = look.alpha;
      context.lineWidth = look.width;
      context.setLineDash(look.isDashed ? seriesStyle(shape.styleIndex).dash : []);
      trace(painter, shape.x, shape.y);
      if (shape.x.length <= look.dotsUpTo) dots(painter, shape, look.width + 0.75);
    }
  };
}

/** One curve above all others, with a halo that sets it off. */
export function emphasisedCurve(shape: CurveShape): Layer {
  return (painter) => {
    const { context, colours } = painter;
    context.lineJoin = "round";
    context.strokeStyle = `${colours.card}d0`;
    context.lineWidth = 6;
    trace(painter, shape.x, shape.y);
    context.strokeStyle = seriesColour(painter.colours, shape.styleIndex);
    context.fillStyle = context.strokeStyle;
    context.lineWidth = 2.75;
    trace(painter, shape.x, shape.y);
    if (shape.x.length <= DOTS_UP_TO) dots(painter, shape, 3);
  };
}

/** A dot on one point, with a halo. */
export function markedPoint(x: number, y: number, colour: string): Layer {
  return (painter) => {
    const { context, colours } = painter;
    context.beginPath();
    context.arc(painter.x(x), painter.y(y), 5, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.strokeStyle = colours.card;
    context.lineWidth = 2;
    context.fill();
    context.stroke();
  };
}

const RAW_SHARE = 0.28; // of the strength of the smoothed curve
const DOTS_UP_TO = 40; // points of a curve; with more, the line is enough
const DASHED_UP_TO = 24; // curves; of more, dashes are noise

function lookOf(count: number) {
  if (count <= 12) return { width: 1.75, alpha: 1, isDashed: true, dotsUpTo: DOTS_UP_TO };
  if (count <= DASHED_UP_TO) return { width: 1.4, alpha: 0.85, isDashed: true, dotsUpTo: 0 };
  const alpha = Math.max(0.22, 0.75 - 0.18 * Math.log10(count / DASHED_UP_TO) * 2);
  return { width: 1, alpha, isDashed: false, dotsUpTo: 0 };
}

function trace(painter: Painter, x: Float64Array, y: Float64Array): void {
  const { context } = painter;
  const [begin, end] = visibleRange(x, painter.xRange);
  let isDrawing = false;
  context.beginPath();
  for (let i = begin; i < end; i++) {
    const [px, py] = [painter.x(x[i] ?? 0), painter.y(y[i] ?? Number.NaN)];
    const isKnown = Number.isFinite(px) && Number.isFinite(py);
    if (isKnown && isDrawing) context.lineTo(px, py);
    else if (isKnown) context.moveTo(px, py);
    isDrawing = isKnown;
  }
  context.stroke();
}

function dots(painter: Painter, { x, y }: CurveShape, radius: number): void {
  const { context } = painter;
  context.beginPath();
  for (let i = 0; i < x.length; i++) {
    const [px, py] = [painter.x(x[i] ?? 0), painter.y(y[i] ?? Number.NaN)];
    if (!Number.isFinite(px) || !Number.isFinite(py)) continue;
    context.moveTo(px + radius, py);
    context.arc(px, py, radius, 0, 2 * Math.PI);
  }
  context.fill();
}
