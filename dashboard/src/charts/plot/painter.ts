import type { PlotColours } from "./palette.js";

/** What a layer draws with: a canvas whose units are CSS pixels, and where values lie on it. */
export interface Painter {
  context: CanvasRenderingContext2D;
  /** The part within the axes, in px. */
  area: Area;
  /** Px of a value; also of values outside of the axes. */
  x(value: number): number;
  y(value: number): number;
  /** The value of the x axis at a px. */
  xAt(px: number): number;
  /** What is visible of each axis. */
  xRange: readonly [number, number];
  yRange: readonly [number, number];
  colours: PlotColours;
  fontFamily: string;
}

export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Something drawn within the axes, in the order in which layers are listed. */
export type Layer = (painter: Painter) => void;

/** What the pointer is at. */
export interface Hit {
  /** Id of the run, or null where it is none. */
  run: string | null;
  /** Px: where the crosshair is. */
  at: { x: number; y: number };
  tooltip: TooltipContent;
  /** Draws it strongly, above everything else. */
  draw: Layer;
}

export interface TooltipContent {
  title: string;
  /** The first ones are about what was hit. */
  rows: TooltipRow[];
}

export interface TooltipRow {
  /** CSS colour of a mark before the name; null: none. */
  colour: string | null;
  name: string;
  value: string;
  /** Less important than those above it. */
  isMinor?: boolean;
}

/** Finds what is at a point of the canvas; null: nothing near enough. */
export type HitTest = (painter: Painter, pointer: { x: number; y: number }) => Hit | null;
