import { useRef, useState } from "preact/hooks";
import type { Axis } from "../plot/axis.js";
import type { Column } from "../table/column.js";
import { type Brush, brushOf, type Span, spanOf } from "./brush.js";
import { BOTTOM_PX, shareAt, TOP_PX } from "./parallel-scene.js";

export interface AxisHandleProps {
  column: Column;
  axis: Axis;
  /** Px from the left, and of the whole drawing. */
  x: number;
  height: number;
  brush: Brush | null;
  onBrush(brush: Brush | null): void;
  /** By how many places it should go, to the left where negative. */
  onMove(places: number): void;
  onRemove(): void;
  /** Null where the axis has no other scale. */
  isLog: boolean | null;
  onLog(isLog: boolean): void;
}

const HALF_PX = 16; // of the part beside an axis that takes the pointer
const LEAST_SPAN = 0.01; // of an axis: a shorter brush was a click, which takes the brush away

/** What is done with one axis by pointer and keyboard: its brush, its place, its scale. It lies above the drawing, and is seen only in use. */
export function AxisHandle(props: AxisHandleProps) {
  const { column, axis, x, height, brush, onBrush } = props;
  const span = brush && spanOf(brush, column, axis);
  const [drawing, setDrawing] = useState<Span | null>(null);
  const begin = useRef<{ share: number; span: Span | null }>({ share: 0, span: null });
  const shareOf = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect(); // the listener is on an element
    return clamp(shareAt(event.clientY - box.top + TOP_PX, height));
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const share = shareOf(event);
    const isWithin = span !== null && share >= span[0] && share <= span[1];
    begin.current = { share, span: isWithin ? span : null };
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    setDrawing(isWithin ? span : [share, share]);
  };
  const move = (event: PointerEvent) => {
    if (!drawing) return;
    const { share, span: held } = begin.current;
    const now = shareOf(event);
    const next: Span = held
      ? shifted(held, now - share)
      : [Math.min(share, now), Math.max(share, now)];
    setDrawing(next);
    if (length(next) >= LEAST_SPAN) onBrush(brushOf(next, column, axis));
  };
  const up = () => {
    if (!drawing) return;
    const { span: held } = begin.current;
    if (length(drawing) < LEAST_SPAN || (held && same(held, drawing))) onBrush(null);
    setDrawing(null);
  };
  const shown = drawing && length(drawing) >= LEAST_SPAN ? drawing : span;
  return (
    <div class="parallel-axis" ref={placed({ left: x })}>
      <AxisHead {...props} />
      <div
        class="parallel-track"
        ref={placed({ top: TOP_PX, height: height - TOP_PX - BOTTOM_PX, width: 2 * HALF_PX })}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={() => setDrawing(null)}
      >
        {shown ? <div class="parallel-brush" ref={spanned(shown)} /> : null}
      </div>
      <Thumb {...{ column, axis, height, span, onBrush }} end="from" />
      <Thumb {...{ column, axis, height, span, onBrush }} end="to" />
    </div>
  );
}

function AxisHead({ column, isLog, onLog, onMove, onRemove }: AxisHandleProps) {
  const keys: Record<string, () => void> = {
    ArrowLeft: () => onMove(-1),
    ArrowRight: () => onMove(1),
    Delete: onRemove,
  };
  const [start, setStart] = useState<number | null>(null);
  return (
    <div class="parallel-head">
      <button
        type="button"
        class="parallel-name"
        aria-label={`${column.label}: arrow keys move this axis, Delete takes it away`}
        title="Drag sideways to move this axis; click to change its scale"
        onKeyDown={(event) => {
          const action = keys[event.key];
          if (!action) return;
          event.preventDefault();
          action();
        }}
        onPointerDown={(event) => {
          setStart(event.clientX);
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerUp={(event) => {
          const distance = start === null ? 0 : event.clientX - start;
          setStart(null);
          if (Math.abs(distance) > MOVE_PX)
            onMove(Math.round(distance / placeWidth(event.currentTarget)) || Math.sign(distance));
        }}
      />
      <span class="parallel-tools">
        {isLog === null ? null : (
          <button
            type="button"
            class="chart-tool"
            aria-pressed={isLog}
            aria-label={`Logarithmic axis of ${column.label}`}
            onClick={() => onLog(!isLog)}
          >
            log
          </button>
        )}
        <button
          type="button"
          class="chart-tool"
          aria-label={`Remove the axis of ${column.label}`}
          onClick={onRemove}
        >
          ×
        </button>
      </span>
    </div>
  );
}

const MOVE_PX = 24; // less was no drag

/** Px between two axes. */
function placeWidth(head: HTMLElement): number {
  const axes = [...(head.closest(".parallel-axes")?.querySelectorAll(".parallel-axis") ?? [])];
  const [first, second] = axes.map((each) => each.getBoundingClientRect().left);
  return first === undefined || second === undefined ? 100 : Math.max(1, second - first);
}

interface ThumbProps {
  column: Column;
  axis: Axis;
  height: number;
  span: Span | null;
  end: "from" | "to";
  onBrush(brush: Brush | null): void;
}

/** One end of a brush as a slider: arrow keys move it, Delete takes the brush away. */
function Thumb({ column, axis, height, span, end, onBrush }: ThumbProps) {
  const [low, high] = span ?? [0, 1];
  const share = end === "from" ? low : high;
  const step = column.names ? 1 / column.names.length : STEP;
  const moved = (by: number) => clamp(share + by);
  const targets: Record<string, number> = {
    ArrowUp: moved(step),
    ArrowRight: moved(step),
    ArrowDown: moved(-step),
    ArrowLeft: moved(-step),
    PageUp: moved(step * LEAP),
    PageDown: moved(-step * LEAP),
    Home: 0,
    End: 1,
  };
  const press = (event: KeyboardEvent) => {
    if (["Delete", "Backspace", "Escape"].includes(event.key)) {
      if (span) event.stopPropagation();
      return onBrush(null);
    }
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const next: Span =
      end === "from" ? [Math.min(target, high), high] : [low, Math.max(target, low)];
    onBrush(next[0] <= 0 && next[1] >= 1 ? null : brushOf(next, column, axis));
  };
  const value = axis.min + share * (axis.max - axis.min);
  return (
    <div
      class="parallel-thumb"
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`${column.label} ${end}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={span ? axis.format(valueText(axis, share) ?? value) : "not limited"}
      onKeyDown={press}
      ref={placed({ top: height - BOTTOM_PX - share * (height - TOP_PX - BOTTOM_PX) })}
    />
  );
}

const STEP = 0.02; // of an axis, for one press
const LEAP = 5; // steps

function valueText({ type, min, max }: Axis, share: number): number | null {
  return type === "linear" ? null : min * (max / min) ** share;
}

/** Sets places by the CSSOM: the page allows no inline styles. */
function placed(style: { left?: number; top?: number; width?: number; height?: number }) {
  return (element: HTMLElement | null) => {
    if (!element) return;
    for (const [name, px] of Object.entries(style)) element.style.setProperty(name, `${px}px`);
  };
}

function spanned([low, high]: Span) {
  return (element: HTMLElement | null) => {
    if (!element) return;
    element.style.bottom = `${low * 100}%`;
    element.style.height = `${(high - low) * 100}%`;
  };
}

function shifted([low, high]: Span, by: number): Span {
  const held = Math.min(1 - high, Math.max(-low, by));
  return [low + held, high + held];
}

function length([low, high]: Span): number {
  return high - low;
}

function same(a: Span, b: Span): boolean {
  return Math.abs(a[0] - b[0]) < LEAST_SPAN / 2 && Math.abs(a[1] - b[1]) < LEAST_SPAN / 2;
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
