import { type Html, html } from "../html.js";
import type { CurveChart } from "../report.js";
import { niceTicks } from "./ticks.js";

const WIDTH = 480;
const HEIGHT = 260;
const LEFT = 70; // px for the numbers at the axis
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 40;
const COLOURS = 8; // of the style sheet; lines beyond them are dashed
const LEFT_OUT = 0.08; // of the values, at the end where runs begin: else a first epoch makes the rest a flat line

interface Range {
  low: number;
  high: number;
}

/** One chart: a line for each run, as SVG, with its legend. */
export function curves(charts: readonly CurveChart[]): Html {
  if (charts.length === 0)
    return html`<p class="nothing">No run has logged a metric more than once.</p>`;
  return html`<div class="charts">${charts.map(chart)}</div>
<p class="note">The worst values, with which runs begin, are cut off where there are many.</p>`;
}

function chart(content: CurveChart): Html {
  const { metric, lines, note } = content;
  const id = `chart-${metric.replace(/[^a-z0-9]/gi, "-")}`;
  const names = lines.map(({ name }) => name).join(", ");
  return html`<figure aria-labelledby="${id}"><figcaption id="${id}">${metric}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${metric} of ${names}">${plot(content, id)}</svg>
<ul class="legend">${lines.map(
    ({ name }, i) =>
      html`<li><svg viewBox="0 0 24 8" aria-hidden="true"><path class="${classOf(i)}" d="M0 4H24"/></svg>${name}</li>`,
  )}</ul>
${note === null ? null : html`<p class="note">${note}</p>`}</figure>
`;
}

function plot({ lines, goal, xLabel, format }: CurveChart, id: string): Html {
  const points = lines.flatMap((line) => line.points);
  const xs = rangeOf(points.map(([x]) => x));
  const ys = trimmed(
    points.map(([, y]) => y),
    goal,
  );
  const atX = (x: number) => LEFT + ((x - xs.low) / (xs.high - xs.low)) * (WIDTH - LEFT - RIGHT);
  const atY = (y: number) =>
    HEIGHT - BOTTOM - ((y - ys.low) / (ys.high - ys.low)) * (HEIGHT - TOP - BOTTOM);
  const path = (line: CurveChart["lines"][number]) =>
    line.points
      .map(([x, y], i) => `${i === 0 ? "M" : "L"}${round(atX(x))} ${round(atY(y))}`)
      .join("");
  return html`<clipPath id="${id}-area"><rect x="${LEFT}" y="${TOP}" width="${WIDTH - LEFT - RIGHT}" height="${HEIGHT - TOP - BOTTOM}"/></clipPath>
${niceTicks(ys.low, ys.high, 6).map(
  (y) =>
    html`<path class="grid" d="M${LEFT} ${round(atY(y))}H${WIDTH - RIGHT}"/><text x="${LEFT - 8}" y="${round(atY(y) + 4)}" text-anchor="end">${format(y)}</text>`,
)}
${niceTicks(xs.low, xs.high, 6, 1).map(
  (x) =>
    html`<text x="${round(atX(x))}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${x.toLocaleString("en-US")}</text>`,
)}<text x="${(LEFT + WIDTH) / 2}" y="${HEIGHT - 4}" text-anchor="middle">${xLabel}</text>
<g clip-path="url(#${id}-area)">${lines.map((line, i) => html`<path class="${classOf(i)}" d="${path(line)}"/>`).reverse()}</g>`;
}

function classOf(i: number): string {
  return `line line-${i % COLOURS}${i >= COLOURS ? " dashed" : ""}`;
}

function rangeOf(values: readonly number[]): Range {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return low < high ? { low, high } : { low: low - 0.5, high: high + 0.5 };
}

/** Without the worst of many values, where runs begin. */
function trimmed(values: readonly number[], goal: CurveChart["goal"]): Range {
  const sorted = [...values].sort((a, b) => a - b);
  const out = sorted.length < 1 / LEFT_OUT ? 0 : Math.floor(LEFT_OUT * sorted.length);
  const kept = goal === "maximize" ? sorted.slice(out) : sorted.slice(0, sorted.length - out);
  const { low, high } = rangeOf(kept);
  const room = (high - low) / 20;
  return { low: low - room, high: high + room };
}

function round(place: number): number {
  return Math.round(place * 10) / 10;
}
