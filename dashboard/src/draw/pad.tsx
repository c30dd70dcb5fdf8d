import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { normaliseDigit } from "../../../src/core/normalise-digit.js";
import { theme } from "../app/theme.js";
import { show } from "./state.js";
import { CANVAS_SIDE, drawStrokes, inkOf, type Point, type Stroke } from "./strokes.js";

const KEY_STEP = 10; // pixels of the canvas for an arrow key
const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -KEY_STEP, y: 0 },
  ArrowRight: { x: KEY_STEP, y: 0 },
  ArrowUp: { x: 0, y: -KEY_STEP },
  ArrowDown: { x: 0, y: KEY_STEP },
};

/** Whether a stroke is being drawn now. */
export const isDrawing = signal(false);
const strokes = signal<Stroke[]>([]);
/** Where the keyboard's pen is. */
const pen = signal<Point>({ x: CANVAS_SIDE / 2, y: CANVAS_SIDE / 4 });

/** Takes all strokes away, or the last one. */
export function erase(what: "all" | "last"): void {
  isDrawing.value = false;
  strokes.value = what === "all" ? [] : strokes.value.slice(0, -1);
}

export function hasStrokes(): boolean {
  return strokes.value.length > 0;
}

/** What one draws on: mouse, pen, finger, or the keyboard's pen. */
export function Pad() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isFirst = useRef(true);
  const [drawn, colours] = [strokes.value, theme.value];
  useEffect(() => {
    if (!canvas.current) return;
    drawStrokes(canvas.current, drawn);
    if (!isFirst.current) show(normaliseDigit(inkOf(canvas.current)));
    isFirst.current = false;
  }, [drawn, colours]);
  return (
    <div class="pad">
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a screen reader must leave the arrow keys to the pen */}
      <canvas
        ref={canvas}
        width={CANVAS_SIDE}
        height={CANVAS_SIDE}
        tabIndex={0}
        role="application"
        aria-label="Drawing area"
        aria-describedby="pad-keys"
        onPointerDown={startStroke}
        onPointerMove={continueStroke}
        onPointerUp={endStroke}
        onPointerCancel={endStroke}
        onKeyDown={onKey}
      />
      <KeyboardPen />
    </div>
  );
}

function KeyboardPen() {
  const left = `${(100 * pen.value.x) / CANVAS_SIDE}%`;
  const top = `${(100 * pen.value.y) / CANVAS_SIDE}%`;
  return <span class={`pen ${isDrawing.value ? "is-down" : ""}`} style={{ left, top }} />;
}

function startStroke(event: PointerEvent): void {
  if (event.button !== 0 || !event.isPrimary) return;
  const canvas = event.currentTarget as HTMLCanvasElement;
  canvas.setPointerCapture(event.pointerId);
  isDrawing.value = true;
  strokes.value = [...strokes.value, [placeOf(event)]];
}

function continueStroke(event: PointerEvent): void {
  if (!isDrawing.value || !event.isPrimary || event.buttons === 0) return;
  const between = event.getCoalescedEvents?.() ?? [];
  const points = (between.length > 0 ? between : [event]).map((each) =>
    placeIn(event.currentTarget as HTMLCanvasElement, each),
  );
  extend(points);
}

function endStroke(event: PointerEvent): void {
  if (event.isPrimary) isDrawing.value = false;
}

function onKey(event: KeyboardEvent): void {
  const step = ARROWS[event.key];
  if (step) move(step);
  else if (event.key === " " || event.key === "Enter") lowerOrLift();
  else if (event.key === "Delete" || event.key === "Backspace") erase("all");
  else return;
  event.preventDefault();
}

function move(step: Point): void {
  const inside = (at: number) => Math.min(Math.max(at, 0), CANVAS_SIDE);
  pen.value = { x: inside(pen.value.x + step.x), y: inside(pen.value.y + step.y) };
  if (isDrawing.value) extend([pen.value]);
}

function lowerOrLift(): void {
  isDrawing.value = !isDrawing.value;
  if (isDrawing.value) strokes.value = [...strokes.value, [pen.value]];
}

function extend(points: readonly Point[]): void {
  const last = strokes.value.at(-1) ?? [];
  strokes.value = [...strokes.value.slice(0, -1), [...last, ...points]];
}

function placeOf(event: PointerEvent): Point {
  return placeIn(event.currentTarget as HTMLCanvasElement, event);
}

function placeIn(canvas: HTMLCanvasElement, { clientX, clientY }: PointerEvent): Point {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  return {
    x: ((clientX - left) / width) * CANVAS_SIDE,
    y: ((clientY - top) / height) * CANVAS_SIDE,
  };
}
