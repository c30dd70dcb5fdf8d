/** The charts' part of the page's address. Pure. What it cannot read is left to us, as if it were not there. */
import { X_AXES } from "../../address.js";
import type { Goal } from "../maths/pareto-front.js";
import type { Brush } from "../parallel/brush.js";
import type { Zoom } from "../plot/zoom.js";
import {
  type ChartState,
  defaultChartState,
  MOST_CHOICES,
  MOST_SMOOTHING,
  PANELS,
} from "./chart-state.js";

const HIDDEN = "none";
const BANDS = ["interval", "range", "off"] as const;

export function parseChartState(query: URLSearchParams): ChartState {
  const state = defaultChartState();
  const chart = query.get("chart");
  const metrics = query.getAll("metric").filter((name) => name !== "");
  const smoothing = Number(query.get("smooth") ?? 0);
  const log = query.get("log") ?? "";
  const band = query.get("band");
  const [goalX, goalY] = (query.get("goals") ?? "").split(",").map(toGoal);
  return {
    panel: chart === HIDDEN ? null : (PANELS.find((each) => each === chart) ?? state.panel),
    curves: {
      metrics: metrics.length > 0 ? metrics : null,
      x: X_AXES.find((axis) => axis === query.get("x")) ?? null,
      fromSweep: query.get("from") === "sweep",
      smoothing: smoothing > 0 ? Math.min(MOST_SMOOTHING, smoothing) : 0,
      logX: log.includes("x"),
      logY: log.includes("y"),
      robust: query.get("outliers") === "ignored",
      band: BANDS.find((each) => each === band) ?? null,
      most: MOST_CHOICES.find((each) => String(each) === query.get("most")) ?? state.curves.most,
      zoom: parseZoom(query.get("zoom")),
    },
    parallel: {
      axes: query.has("axis") ? query.getAll("axis").filter((field) => field !== "") : null,
      colour: query.get("lines"),
      brushes: parseBrushes(query.get("brush")),
    },
    plane: {
      x: query.get("px"),
      y: query.get("py"),
      colour: query.get("pc"),
      zoom: parseZoom(query.get("pzoom")),
    },
    pareto: {
      x: query.get("ox"),
      y: query.get("oy"),
      goals: { x: goalX ?? null, y: goalY ?? null },
      zoom: parseZoom(query.get("ozoom")),
    },
    over: query.get("over") === "runs" ? "runs" : "time",
    bestZoom: parseZoom(query.get("bzoom")),
    metric: query.get("of"),
    scales: Object.fromEntries(query.getAll("scale").flatMap(parseScale)),
  };
}

/** Adds to `query` whatever differs from what we would choose. */
export function writeChartState(state: ChartState, query: URLSearchParams): void {
  const { curves, parallel, plane, pareto } = state;
  const standard = defaultChartState();
  const set = (name: string, value: string | null | false) => {
    if (value !== null && value !== false && value !== "") query.set(name, value);
  };
  set("chart", state.panel !== standard.panel && (state.panel ?? HIDDEN));
  for (const metric of curves.metrics ?? []) query.append("metric", metric);
  set("x", curves.x);
  set("from", curves.fromSweep && "sweep");
  set("smooth", curves.smoothing > 0 && String(curves.smoothing));
  set("log", `${curves.logX ? "x" : ""}${curves.logY ? "y" : ""}`);
  set("outliers", curves.robust && "ignored");
  set("band", curves.band);
  set("most", curves.most !== standard.curves.most && String(curves.most));
  set("zoom", formatZoom(curves.zoom));
  for (const field of parallel.axes ?? []) query.append("axis", field);
  set("lines", parallel.colour);
  set("brush", Object.keys(parallel.brushes).length > 0 && JSON.stringify(parallel.brushes));
  set("px", plane.x);
  set("py", plane.y);
  set("pc", plane.colour);
  set("pzoom", formatZoom(plane.zoom));
  set("ox", pareto.x);
  set("oy", pareto.y);
  const goals = [pareto.goals.x, pareto.goals.y];
  set("goals", goals.some(Boolean) && goals.map((goal) => goal ?? "").join(","));
  set("ozoom", formatZoom(pareto.zoom));
  set("bzoom", formatZoom(state.bestZoom));
  set("over", state.over === "runs" && "runs");
  set("of", state.metric);
  for (const [field, scale] of Object.entries(state.scales))
    query.append("scale", `${scale}:${field}`);
}

/** `x:0..300,y:0.9..1` */
function formatZoom(zoom: Zoom | null): string {
  const parts = (["x", "y"] as const).flatMap((axis) => {
    const ends = zoom?.[axis];
    return ends ? [`${axis}:${ends.map((end) => Number(end.toPrecision(6))).join("..")}`] : [];
  });
  return parts.join(",");
}

function parseZoom(text: string | null): Zoom | null {
  const zoom: Zoom = {};
  for (const part of (text ?? "").split(",")) {
    const [, axis, low, high] = /^([xy]):(.+)\.\.(.+)$/.exec(part) ?? [];
    const ends: [number, number] = [Number(low), Number(high)];
    if (axis && ends.every(Number.isFinite) && ends[0] < ends[1]) zoom[axis as "x" | "y"] = ends; // the pattern has no other
  }
  return zoom.x || zoom.y ? zoom : null;
}

function parseBrushes(text: string | null): Record<string, Brush> {
  const entries = Object.entries(toObject(text)).flatMap(([field, value]): [string, Brush][] => {
    const brush = toBrush(value);
    return brush ? [[field, brush]] : [];
  });
  return Object.fromEntries(entries);
}

function toObject(text: string | null): object {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {}; // an address that was cut off on its way: no brush
  }
}

function toBrush(value: unknown): Brush | null {
  if (typeof value !== "object" || value === null) return null;
  if ("names" in value && Array.isArray(value.names)) {
    return { names: value.names.filter((name) => typeof name === "string") };
  }
  const isRange = "low" in value && "high" in value;
  if (!isRange || typeof value.low !== "number" || typeof value.high !== "number") return null;
  return { low: value.low, high: value.high };
}

function parseScale(text: string): [string, "log" | "linear"][] {
  const [, scale, field] = /^(log|linear):(.+)$/.exec(text) ?? [];
  return field === undefined ? [] : [[field, scale === "log" ? "log" : "linear"]];
}

function toGoal(text: string): Goal | null {
  return text === "minimize" || text === "maximize" ? text : null;
}
