import type { CompareRow, CompareSection, Comparison } from "../../../../src/api/compare.js";
import { plural } from "../../format.js";
import { Scroll } from "../../ui/scroll.js";
import { cellText, cellTitle } from "./cell-text.js";
import { letterOf } from "./letters.js";

export interface DifferencesProps {
  comparison: Comparison;
  showsEqual: boolean;
  onShowEqual(showsEqual: boolean): void;
}

/** A table for all sections: what differs, and on request what does not. */
export function Differences({ comparison, showsEqual, onShowEqual }: DifferencesProps) {
  const { runs, sections } = comparison;
  const equal = sections.flatMap(({ rows }) => rows.filter(({ differs }) => !differs)).length;
  return (
    <section class="card" aria-labelledby="differences">
      <div class="section-head">
        <h2 id="differences">Differences</h2>
        <label class="picker">
          <input
            type="checkbox"
            checked={showsEqual}
            onChange={(event) => onShowEqual(event.currentTarget.checked)}
          />
          show what is the same ({plural(equal, "row")})
        </label>
      </div>
      <Scroll label="Differences">
        <table class="differences">
          <thead>
            <tr>
              <th scope="col">
                <span class="visually-hidden">what</span>
              </th>
              {runs.map(({ id, name }, i) => (
                <th key={id} scope="col" title={name}>
                  {letterOf(i)} <span class="column-run">{name || id}</span>
                </th>
              ))}
            </tr>
          </thead>
          {sections.map((section) => (
            <Section
              key={section.name}
              section={section}
              runs={runs.length}
              showsEqual={showsEqual}
            />
          ))}
        </table>
      </Scroll>
    </section>
  );
}

interface SectionProps {
  section: CompareSection;
  runs: number;
  showsEqual: boolean;
}

function Section({ section: { name, rows }, runs, showsEqual }: SectionProps) {
  const shown = rows.filter(({ differs }) => differs || showsEqual);
  const same = rows.length === 0 ? "not recorded" : "all the same";
  return (
    <tbody>
      <tr class="section-row">
        <th scope="rowgroup" colSpan={runs + 1}>
          {name}
          {shown.length === 0 && <span class="note"> {same}</span>}
        </th>
      </tr>
      {shown.map((row) => (
        <Row key={row.name} row={row} />
      ))}
    </tbody>
  );
}

function Row({ row }: { row: CompareRow }) {
  return (
    <tr class={row.differs ? "differs" : undefined}>
      <th scope="row">{row.name}</th>
      {row.cells.map((_, i) => (
        <td key={i} title={cellTitle(row, i)}>
          {cellText(row, i)}
        </td>
      ))}
    </tr>
  );
}
