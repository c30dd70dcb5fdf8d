import type { GreyPicture } from "../../../src/core/normalise-digit.js";

/** In pixels of the canvas. */
export interface Point {
  x: number;
  y: number;
}
export type Stroke = Point[];

export const CANVAS_SIDE = 320;
const PEN_WIDTH = 26; // beside a digit of usual size what MNIST's pens were

/** Draws the strokes in the colour that the canvas has. */
export function drawStrokes(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const context = contextOf(canvas);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.strokeStyle = getComputedStyle(canvas).color;
  context.lineWidth = PEN_WIDTH;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.beginPath();
  for (const [first, ...others] of strokes) {
    if (!first) continue;
    context.moveTo(first.x, first.y);
    for (const { x, y } of others.length > 0 ? others : [first]) context.lineTo(x, y); // a point is a dot
  }
  context.stroke();
}

/** The ink as white on black, whatever its colour is. */
export function inkOf(canvas: HTMLCanvasElement): GreyPicture {
  const { width, height } = canvas;
  const { data } = contextOf(canvas).getImageData(0, 0, width, height);
  const levels = Uint8Array.from({ length: width * height }, (_, i) => data[4 * i + 3] ?? 0);
  return { width, height, levels };
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("the browser has no 2D canvas");
  return context;
}
