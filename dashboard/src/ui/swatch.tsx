import { seriesStyle } from "../charts/series-style.js";

/** A short piece of the line of the n-th series, as it is drawn in the charts. */
export function Swatch({ index }: { index: number }) {
  const { variable, dash } = seriesStyle(index);
  return (
    <svg class="swatch" viewBox="0 0 24 10" aria-hidden="true">
      <line
        x1={1}
        y1={5}
        x2={23}
        y2={5}
        stroke-dasharray={dash.join(" ")}
        style={{ stroke: `var(${variable})` }}
      />
    </svg>
  );
}
