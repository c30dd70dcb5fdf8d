import { contours } from "d3-contour";
import { multiplesWithin, niceStep } from "../axis-scale.js";
import type { Rgb } from "../colour/viridis.js";
import { fullRange } from "../maths/robust-range.js";
import type { Surface } from "../maths/surface.js";
import type { Axis } from "../plot/axis.js";
import type { Layer, Painter } from "../plot/painter.js";

export interface SurfaceOptions {
  surface: Surface;
  /** The axes that the surface covers from end to end. */
  x: Axis;
  y: Axis;
  colourOf(value: number): Rgb;
}

const LEVELS = 8; // contour lines, about: more cannot be told apart

/** A surface in colours with contour lines; nothing where nothing is known. */
export function surfaceLayer({ surface, x, y, colourOf }: SurfaceOptions): Layer {
  const range = fullRange(surface.values);
  const image = range && imageOf(surface, colourOf);
  const lines = range ? contourLines(surface, range) : [];
  return (painter) => {
    if (!image) return;
    const { context } = painter;
    const [left, right] = [painter.x(x.min), painter.x(x.max)];
    const [bottom, top] = [painter.y(y.min), painter.y(y.max)];
    context.globalAlpha = 0.85;
    context.imageSmoothingEnabled = true;
    context.drawImage(image, left, top, right - left, bottom - top);
    context.globalAlpha = 1;
    context.strokeStyle = painter.colours.isDark ? "#ffffff66" : "#00000055";
    context.lineWidth = 1;
    for (const line of lines) strokeLine(painter, line, { left, top, right, bottom });
  };
}

/** One pixel a cell, the top row first. */
function imageOf(
  { columns, rows, values }: Surface,
  colourOf: SurfaceOptions["colourOf"],
): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  const image = new ImageData(columns, rows);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const row = rows - 1 - Math.floor(i / columns);
    image.data.set([...colourOf(value), 255], 4 * (row * columns + (i % columns)));
  });
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}

/** Polylines in shares of the surface's width and height, y upward. */
type Polyline = [number, number][];

function contourLines(
  { columns, rows, values }: Surface,
  [low, high]: [number, number],
): Polyline[] {
  if (!(high > low)) return [];
  const levels = multiplesWithin(niceStep((high - low) / LEVELS), low, high);
  const known = [...values];
  const outline = contours().size([columns, rows]).thresholds(levels)(known);
  return outline
    .flatMap(({ coordinates }) => coordinates.flat())
    .flatMap((ring) => withinKnown(ring as [number, number][], { columns, rows, values }))
    .map((line) => line.map(([x, y]) => [x / columns, y / rows]));
}

/** Contours close along the border of what is known; those parts are no contours, and are left out. */
function withinKnown(ring: Polyline, { columns, rows, values }: Surface): Polyline[] {
  const isKnown = ([x, y]: [number, number]) => {
    for (const dx of [-1, 1]) {
      for (const dy of [-1, 1]) {
        const [column, row] = [Math.floor(x + dx), Math.floor(y + dy)];
        if (column < 0 || row < 0 || column >= columns || row >= rows) return false;
        if (Number.isNaN(values[row * columns + column])) return false;
      }
    }
    return true;
  };
  const parts: Polyline[] = [[]];
  for (const point of ring) {
    if (isKnown(point)) parts.at(-1)?.push(point);
    else if (parts.at(-1)?.length) parts.push([]);
  }
  return parts.filter(({ length }) => length > 1);
}

function strokeLine(
  { context }: Painter,
  line: Polyline,
  { left, top, right, bottom }: { left: number; top: number; right: number; bottom: number },
): void {
  context.beginPath();
  line.forEach(([x, y], i) => {
    const [px, py] = [left + x * (right - left), bottom - y * (bottom - top)];
    if (i === 0) context.moveTo(px, py);
    else context.lineTo(px, py);
  });
  context.stroke();
}
