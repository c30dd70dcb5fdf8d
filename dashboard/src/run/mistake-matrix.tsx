import type { PredictionReport } from "../../../src/api/predictions.js";
import { plural } from "../format.js";
import { mistakeStrength } from "../ui/mistake-strength.js";

/** One cell off the diagonal. */
export interface Confusion {
  label: number;
  answer: number;
}

export interface MistakeMatrixProps {
  report: PredictionReport;
  picked: Confusion | null;
  onPick(cell: Confusion | null): void;
}

/**
 * The confusion matrix as a table: rows are the true classes, columns the answers. Mistakes are shaded by their number, and
 * each is a button that picks it; picking it again, or another, undoes that.
 */
export function MistakeMatrix({ report, picked, onPick }: MistakeMatrixProps) {
  const { confusion } = report;
  const most = Math.max(1, ...confusion.flatMap((row, i) => row.filter((_, j) => i !== j)));
  const isPicked = (cell: Confusion) =>
    picked?.label === cell.label && picked.answer === cell.answer;
  return (
    <div class="scroll">
      <table class="confusion">
        <caption>Rows: true digit. Columns: the answer. Pick a mistake to see it.</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">true</span>
            </th>
            {confusion.map((_, answer) => (
              <th key={answer} scope="col">
                {answer}
              </th>
            ))}
            <th scope="col">accuracy</th>
          </tr>
        </thead>
        <tbody>
          {confusion.map((counts, label) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {counts.map((count, answer) => (
                <Cell
                  key={answer}
                  {...{ label, answer, count, most }}
                  isPicked={isPicked({ label, answer })}
                  onPick={() => onPick(isPicked({ label, answer }) ? null : { label, answer })}
                />
              ))}
              <td class="class-accuracy">{accuracyText(report, label)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps extends Confusion {
  count: number;
  /** The largest count of a mistake. */
  most: number;
  isPicked: boolean;
  onPick(): void;
}

function Cell({ label, answer, count, most, isPicked, onPick }: CellProps) {
  if (label === answer) return <td class="is-right">{count}</td>;
  if (count === 0) return <td class="is-empty">0</td>;
  const title = `${plural(count, "row")}: ${label} answered as ${answer}`;
  return (
    <td
      class="is-wrong"
      ref={(cell) => cell?.style.setProperty("--strength", `${mistakeStrength(count, most)}%`)}
    >
      <button
        type="button"
        title={title}
        aria-label={title}
        aria-pressed={isPicked}
        onClick={onPick}
      >
        {count}
      </button>
    </td>
  );
}

function accuracyText({ perClass }: PredictionReport, label: number): string {
  const accuracy = perClass[label]?.accuracy ?? null;
  return accuracy === null ? "–" : `${(100 * accuracy).toFixed(1)} %`;
}
