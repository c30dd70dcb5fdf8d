import type { Tick } from "../plot/axis.js";
import { shareOn } from "../table/column-axis.js";
import { heightOf, lineOf, type ParallelScene, type SceneAxis, TOP_PX } from "./parallel-scene.js";

const FONT_PX = 12;
const PX_A_TICK = 34;

/** Draws lines and axes; the unit of the context is CSS pixels. */
export function drawParallel(context: CanvasRenderingContext2D, scene: ParallelScene): void {
  context.clearRect(0, 0, scene.width, scene.height);
  drawLeftOut(context, scene);
  drawKept(context, scene);
  if (scene.emphasised !== null) drawEmphasised(context, scene, scene.emphasised);
  for (const axis of scene.axes) drawAxis(context, scene, axis);
}

/** As one path: what brushes leave out is background, however much it is. */
function drawLeftOut(context: CanvasRenderingContext2D, scene: ParallelScene): void {
  const left = scene.order.filter((index) => !scene.kept[index]);
  if (left.length === 0) return;
  context.strokeStyle = scene.colours.muted;
  context.globalAlpha = left.length > CROWD ? 0.05 : 0.12;
  context.lineWidth = 1;
  context.beginPath();
  for (const index of left) trace(context, lineOf(scene, index));
  context.stroke();
  context.globalAlpha = 1;
}

/** Lines of one colour that follow each other are one path: the order is that of the colours. */
function drawKept(context: CanvasRenderingContext2D, scene: ParallelScene): void {
  const kept = scene.order.filter((index) => scene.kept[index]);
  context.lineWidth = kept.length > CROWD ? 1 : 1.5;
  context.lineJoin = "round";
  context.globalAlpha = kept.length > CROWD ? 0.35 : kept.length > 60 ? 0.6 : 0.9;
  let colour: string | null = null;
  context.beginPath();
  for (const index of kept) {
    const own = scene.colourOf(index);
    if (own !== colour) {
      if (colour !== null) context.stroke();
      context.beginPath();
      context.strokeStyle = own;
      colour = own;
    }
    trace(context, lineOf(scene, index));
  }
  context.stroke();
  context.globalAlpha = 1;
}

function drawEmphasised(
  context: CanvasRenderingContext2D,
  scene: ParallelScene,
  index: number,
): void {
  const line = lineOf(scene, index);
  for (const [width, colour] of [
    [7, scene.colours.card],
    [3, scene.colourOf(index)],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.beginPath();
    trace(context, line);
    context.stroke();
  }
  context.fillStyle = scene.colourOf(index);
  for (let i = 0; i < line.length; i += 2) {
    context.beginPath();
    context.arc(line[i] ?? 0, line[i + 1] ?? 0, 4.5, 0, 2 * Math.PI);
    context.fill();
  }
}

function drawAxis(
  context: CanvasRenderingContext2D,
  scene: ParallelScene,
  { column, axis, x }: SceneAxis,
): void {
  const { colours, height, fontFamily } = scene;
  const [top, bottom] = [heightOf(1, height), heightOf(0, height)];
  context.strokeStyle = colours.muted;
  context.lineWidth = 1;
  line(context, x, top, x, bottom);
  context.font = `${FONT_PX}px ${fontFamily}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  const most = Math.max(2, Math.floor((bottom - top) / PX_A_TICK));
  for (const tick of axis.ticks(axis.min, axis.max, most)) {
    if (tick.label !== "")
      drawTick(context, scene, { x, y: heightOf(shareOn(axis, tick.value), height), tick });
  }
  if (column.values.some(Number.isNaN)) {
    drawTick(context, scene, {
      x,
      y: heightOf(Number.NaN, height),
      tick: { value: 0, label: "none" },
    });
  }
  drawName(context, scene, axis.title, x);
}

/** Text with a halo: it stands on lines. */
function drawTick(
  context: CanvasRenderingContext2D,
  { colours }: ParallelScene,
  { x, y, tick }: { x: number; y: number; tick: Tick },
): void {
  context.strokeStyle = colours.muted;
  context.lineWidth = 1;
  line(context, x - 3, y, x + 3, y);
  const label = shorten(tick.label, MOST_LETTERS);
  context.strokeStyle = `${colours.card}d8`;
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeText(label, x + 7, y);
  context.fillStyle = colours.muted;
  context.fillText(label, x + 7, y);
}

function drawName(
  context: CanvasRenderingContext2D,
  scene: ParallelScene,
  title: string,
  x: number,
): void {
  const room =
    scene.axes.length > 1 ? (scene.axes[1]?.x ?? 0) - (scene.axes[0]?.x ?? 0) - 10 : scene.width;
  context.font = `600 ${FONT_PX}px ${scene.fontFamily}`;
  context.textAlign = "center";
  context.fillStyle = scene.colours.ink;
  let name = title;
  for (let most = title.length; most > 3 && context.measureText(name).width > room; most--)
    name = shorten(title, most);
  context.fillText(name, x, TOP_PX - 20);
}

const CROWD = 300; // lines: from here on each is thinner and paler
const MOST_LETTERS = 18; // of a tick

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

function trace(context: CanvasRenderingContext2D, points: Float64Array): void {
  context.moveTo(points[0] ?? 0, points[1] ?? 0);
  for (let i = 2; i < points.length; i += 2) context.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
}

function line(
  context: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
