import type { Signal } from "@preact/signals";
import { plural } from "../../format.js";
import { Swatch } from "../../ui/swatch.js";
import type { NamesLegend, ScaleLegend } from "../colour/column-colours.js";
import { distinctEnds } from "./distinct-ends.js";
import { LegendName } from "./legend-name.js";

export interface RunLegendEntry {
  run: string;
  name: string;
  styleIndex: number;
  value: string;
}

const MOST_ENTRIES = 60; // of more the table is the legend

/** Names the curves; the pointer on a name emphasises its curve, a click opens the run. */
export function RunLegend({
  entries,
  expected,
  hovered,
  onOpen,
}: {
  entries: readonly RunLegendEntry[];
  /** How many there will be, as far as that is known: room for them is kept. */
  expected: number;
  hovered: Signal<string | null>;
  onOpen(run: string): void;
}) {
  const shown = entries.slice(0, MOST_ENTRIES).map((entry) => ({ ...entry, id: entry.run }));
  const rest = entries.length - shown.length;
  return (
    <ul class="run-legend" aria-label="Runs in the chart">
      {distinctEnds(shown).map(({ run, name, split, styleIndex, value }) => (
        <li
          key={run}
          onMouseEnter={() => {
            hovered.value = run;
          }}
          onMouseLeave={() => {
            hovered.value = null;
          }}
        >
          <Swatch index={styleIndex} />
          <button type="button" class="legend-name" title={name} onClick={() => onOpen(run)}>
            <LegendName {...split} />
          </button>
          <span class="legend-value">{value}</span>
        </li>
      ))}
      {Array.from(
        { length: Math.max(0, Math.min(expected, MOST_ENTRIES) - entries.length) },
        (_, i) => (
          <li key={`room ${i}`} aria-hidden="true">
            &nbsp;
          </li>
        ),
      )}
      {rest > 0 ? (
        <li class="legend-rest">{`and ${rest.toLocaleString("en")} more: point at a curve to see its name`}</li>
      ) : null}
    </ul>
  );
}

/** What colours mean. */
export function ColourLegend({
  legend,
  missing,
}: {
  legend: ScaleLegend | NamesLegend | null;
  missing: number;
}) {
  if (!legend) return null;
  return (
    <div class="colour-legend">
      {legend.kind === "scale" ? <Scale {...legend} /> : <Names {...legend} />}
      {missing > 0 ? (
        <span class="chart-note">{`${plural(missing, "run")} without these values`}</span>
      ) : null}
    </div>
  );
}

function Scale({ label, low, high, stops }: ScaleLegend) {
  const background = `linear-gradient(to right, ${stops.join(", ")})`;
  return (
    <>
      <span class="colour-label">{label}</span>
      <span>{low}</span>
      <span
        class="colour-scale"
        ref={(element) => {
          if (element) element.style.background = background;
        }}
      />
      <span>{high}</span>
    </>
  );
}

function Names({ label, entries }: NamesLegend) {
  return (
    <>
      <span class="colour-label">{label}</span>
      {entries.map(({ name, colour }) => (
        <span key={name} class="colour-name">
          <span
            class="colour-dot"
            ref={(element) => {
              if (element) element.style.background = colour;
            }}
          />
          {name}
        </span>
      ))}
    </>
  );
}

/** Names groups of runs. */
export function GroupLegend({
  groups,
}: {
  groups: readonly { name: string; styleIndex: number; runs: number }[];
}) {
  const shown = groups.slice(0, MOST_ENTRIES).map((group) => ({ ...group, id: group.name }));
  return (
    <ul class="run-legend" aria-label="Groups in the chart">
      {distinctEnds(shown).map(({ name, split, styleIndex, runs }) => (
        <li key={name}>
          <Swatch index={styleIndex} />
          <span class="legend-name" title={name}>
            <LegendName {...split} />
          </span>
          <span class="legend-value">{plural(runs, "run")}</span>
        </li>
      ))}
    </ul>
  );
}
