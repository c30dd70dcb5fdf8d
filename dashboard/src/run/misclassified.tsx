import { useState } from "preact/hooks";
import type { PredictionReport } from "../../../src/api/predictions.js";
import { RowPicture } from "../ui/row-picture.js";
import type { Confusion } from "./mistake-matrix.js";

export interface MisclassifiedProps {
  run: string;
  report: PredictionReport;
  /** One kind of mistake; null: all. */
  kind: Confusion | null;
}

const PAGE = 24; // pictures shown at once: a few rows of a grid

/** Pictures of what was answered wrongly, the most confident mistakes first. */
export function Misclassified({ run, report, kind }: MisclassifiedProps) {
  const [shown, setShown] = useState(PAGE);
  const mistakes = report.misclassified.filter(
    ({ label, answer }) => kind === null || (label === kind.label && answer === kind.answer),
  );
  return (
    <div class="misclassified">
      <h3>{describe(report, kind, mistakes.length)}</h3>
      <ul class="digits">
        {mistakes.slice(0, shown).map(({ row, label, answer, probability }) => (
          <li key={row}>
            <figure>
              <RowPicture
                {...{ run, row }}
                label={`row ${row}: a ${label}, answered as ${answer}`}
              />
              <figcaption>
                <strong>
                  {label} → {answer}
                </strong>
                <span>{(100 * probability).toFixed(1)} %</span>
              </figcaption>
            </figure>
          </li>
        ))}
      </ul>
      {shown < mistakes.length && (
        <button type="button" class="button" onClick={() => setShown(shown + PAGE)}>
          Show more
        </button>
      )}
    </div>
  );
}

function describe(
  { misclassified, misclassifiedTotal }: PredictionReport,
  kind: Confusion | null,
  count: number,
): string {
  const which = kind ? `${kind.label} answered as ${kind.answer}` : "Misclassified";
  const isCut = misclassified.length < misclassifiedTotal;
  const of = isCut ? `, of the ${misclassified.length} most confident mistakes` : "";
  return `${which}: ${count}${of}`;
}
