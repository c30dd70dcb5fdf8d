import { type Html, html } from "../html.js";
import type { CurveChart } from "../report.js";
import { niceTicks } from "./ticks.js";

const ACROSS = 1000; // places, which are stretched to the width that the page has
const HEIGHT = 220; // px, of the plot alone
const NUMBERS = 18; // px, from the plot down to the numbers below it
const NAME = 36; // px, and to the name of the axis
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
<div class="axes"><svg role="img" aria-label="${metric} of ${names}">${plot(content)}</svg></div>
<ul class="legend">${lines.map(
    ({ name }, i) =>
      html`<li><svg viewBox="0 0 24 8" aria-hidden="true"><path class="${classOf(i)}" d="M0 4H24"/></svg>${name}</li>`,
  )}</ul>
${note === null ? null : html`<p class="note">${note}</p>`}</figure>
`;
}

/** Lines are stretched to the width of the page, texts are not: they are as large as the page's. */
function plot({ lines, goal, xLabel, format }: CurveChart): Html {
  const points = lines.flatMap((line) => line.points);
  const xs = rangeOf(points.map(([x]) => x));
  const ys = trimmed(
    points.map(([, y]) => y),
    goal,
  );
  const shareOf = (x: number) => (x - xs.low) / (xs.high - xs.low);
  const atY = (y: number) => round(HEIGHT * (1 - (y - ys.low) / (ys.high - ys.low)));
  const path = (line: CurveChart["lines"][number]) =>
    line.points
      .map(([x, y], i) => `${i === 0 ? "M" : "L"}${round(ACROSS * shareOf(x))} ${atY(y)}`)
      .join("");
  return html`${niceTicks(ys.low, ys.high, 6).map(
    (y) =>
      html`<line class="grid" x2="100%" y1="${atY(y)}" y2="${atY(y)}"/><text x="-8" y="${round(atY(y) + 4)}" text-anchor="end">${format(y)}</text>`,
  )}
${niceTicks(xs.low, xs.high, 6, 1).map(
  (x) =>
    html`<text x="${round(100 * shareOf(x))}%" y="${HEIGHT + NUMBERS}" text-anchor="middle">${x.toLocaleString("en-US")}</text>`,
)}<text x="50%" y="${HEIGHT + NAME}" text-anchor="middle">${xLabel}</text>
<svg height="${HEIGHT}" viewBox="0 0 ${ACROSS} ${HEIGHT}" preserveAspectRatio="none">${lines.map((line, i) => html`<path class="${classOf(i)}" d="${path(line)}"/>`).reverse()}</svg>`;
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
