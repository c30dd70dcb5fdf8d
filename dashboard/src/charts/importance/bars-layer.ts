import type { Layer, Painter } from "../plot/painter.js";

/** A bar from 0 to the right. */
export interface Bar {
  /** On the y axis: its middle. */
  y: number;
  value: number;
  /** CSS colour. */
  colour: string;
  /** Written at its end. */
  label: string;
}

const THICKNESS = 0.62; // of the distance between two bars
const MOST_PX = 30;

/** Bars with their values written beside them. */
export function barsLayer(bars: readonly Bar[]): Layer {
  return (painter) => {
    for (const bar of bars) drawBar(painter, bar);
  };
}

/** The bar in whose row the pointer is. */
export function barAt(bars: readonly Bar[], painter: Painter, pixelY: number): Bar | null {
  return bars.find(({ y }) => Math.abs(painter.y(y) - pixelY) <= rowHeight(painter) / 2) ?? null;
}

function drawBar(painter: Painter, { y, value, colour, label }: Bar): void {
  const { context, colours, fontFamily } = painter;
  const height = Math.min(MOST_PX, rowHeight(painter) * THICKNESS);
  const [left, right, middle] = [painter.x(0), painter.x(value), painter.y(y)];
  context.fillStyle = colour;
  context.beginPath();
  context.roundRect(left, middle - height / 2, Math.max(1, right - left), height, [0, 3, 3, 0]);
  context.fill();
  context.fillStyle = colours.muted;
  context.font = `12px ${fontFamily}`;
  context.textBaseline = "middle";
  context.fillText(label, right + 8, middle);
}

function rowHeight(painter: Painter): number {
  return Math.abs(painter.y(1) - painter.y(0));
}
