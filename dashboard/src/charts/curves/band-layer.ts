import type { Band } from "../maths/band.js";
import type { Layer, Painter } from "../plot/painter.js";
import { seriesColour } from "../plot/palette.js";
import { seriesStyle } from "../series-style.js";

/** A group of runs as one line with a band. */
export interface GroupBand {
  name: string;
  styleIndex: number;
  band: Band;
  /** How many runs it is made of. */
  runs: number;
}

/** Bands below, lines above all of them. */
export function bandsLayer(groups: readonly GroupBand[]): Layer {
  return (painter) => {
    for (const group of groups) fillBand(painter, group);
    for (const group of groups) strokeMean(painter, group, 2);
  };
}

export function emphasisedBand(group: GroupBand): Layer {
  return (painter) => {
    fillBand(painter, group);
    strokeMean(painter, group, 3.5);
  };
}

const DOT_PX = 3; // as the dots of curves

function fillBand(painter: Painter, { band, styleIndex }: GroupBand): void {
  const { context, colours } = painter;
  context.globalAlpha = colours.isDark ? 0.25 : 0.17;
  context.fillStyle = seriesColour(colours, styleIndex);
  context.beginPath();
  for (let i = 0; i < band.x.length; i++) lineTo(painter, band.x[i], band.high[i]);
  for (let i = band.x.length - 1; i >= 0; i--) lineTo(painter, band.x[i], band.low[i]);
  if (band.x.length > 1) context.fill();
  else strokeInterval(context, seriesColour(colours, styleIndex));
  context.globalAlpha = 1;
}

/** Of a single position a band is a line that has no area. */
function strokeInterval(context: Painter["context"], colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 2 * DOT_PX;
  context.stroke();
}

function strokeMean(painter: Painter, { band, styleIndex }: GroupBand, width: number): void {
  const { context } = painter;
  context.strokeStyle = seriesColour(painter.colours, styleIndex);
  context.setLineDash(seriesStyle(styleIndex).dash);
  context.lineWidth = width;
  context.lineJoin = "round";
  context.beginPath();
  for (let i = 0; i < band.x.length; i++) lineTo(painter, band.x[i], band.mean[i]);
  context.stroke();
  context.setLineDash([]);
  if (band.x.length === 1) dot(painter, band, seriesColour(painter.colours, styleIndex), width);
}

function dot({ context, x, y }: Painter, band: Band, colour: string, width: number): void {
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x(band.x[0] ?? 0), y(band.mean[0] ?? 0), DOT_PX + width / 2, 0, 2 * Math.PI);
  context.fill();
}

function lineTo(
  { context, x, y }: Painter,
  at: number | undefined,
  value: number | undefined,
): void {
  const [px, py] = [x(at ?? Number.NaN), y(value ?? Number.NaN)];
  if (Number.isFinite(px) && Number.isFinite(py)) context.lineTo(px, py);
}
