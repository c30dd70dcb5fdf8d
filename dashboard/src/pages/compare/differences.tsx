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

/** Two tables: what may explain a difference between the runs, and what came of them, which is none. Rows that are the same on request. */
export function Differences({ comparison, showsEqual, onShowEqual }: DifferencesProps) {
  const { runs, sections } = comparison;
  const equal = sections.flatMap(({ rows }) => rows.filter(({ differs }) => !differs)).length;
  const table = (of: readonly CompareSection[], isResult: boolean) => (
    <SectionTable {...{ runs, showsEqual, isResult }} sections={of} />
  );
  return (
    <>
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
        {table(
          sections.filter(({ name }) => !RESULTS.has(name)),
          false,
        )}
      </section>
      <section class="card" aria-labelledby="results">
        <h2 id="results">Results</h2>
        {table(
          sections.filter(({ name }) => RESULTS.has(name)),
          true,
        )}
      </section>
    </>
  );
}

/** What came of a run: no two have all of it in common, and none of it explains the rest. */
const RESULTS: ReadonlySet<CompareSection["name"]> = new Set([
  "outcome",
  "metrics",
  "summary",
  "timing",
]);

interface SectionTableProps {
  runs: Comparison["runs"];
  sections: readonly CompareSection[];
  showsEqual: boolean;
  isResult: boolean;
}

function SectionTable({ runs, sections, showsEqual, isResult }: SectionTableProps) {
  return (
    <Scroll label={isResult ? "Results" : "Differences"}>
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
          <Section key={section.name} {...{ section, showsEqual, isResult }} runs={runs.length} />
        ))}
      </table>
    </Scroll>
  );
}

interface SectionProps extends Pick<SectionTableProps, "showsEqual" | "isResult"> {
  section: CompareSection;
  runs: number;
}

function Section({ section: { name, rows }, runs, showsEqual, isResult }: SectionProps) {
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
        <Row key={row.name} row={row} isResult={isResult} />
      ))}
    </tbody>
  );
}

function Row({ row, isResult }: { row: CompareRow; isResult: boolean }) {
  return (
    <tr class={row.differs && !isResult ? "differs" : undefined}>
      <th scope="row">{row.name}</th>
      {row.cells.map((_, i) => (
        <td key={i} title={cellTitle(row, i, isResult)}>
          {cellText(row, i, isResult)}
        </td>
      ))}
    </tr>
  );
}
