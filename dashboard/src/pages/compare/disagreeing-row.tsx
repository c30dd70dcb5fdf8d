import type { Disagreement } from "../../../../src/api/disagreements.js";
import { RowPicture } from "../../ui/row-picture.js";
import { letterOf } from "./letters.js";

/** One row as a picture, its true class, and what each run answered with which confidence. */
export function DisagreeingRow({ row, run }: { row: Disagreement; run: string }) {
  const { label, answers } = row;
  return (
    <li>
      <figure>
        <RowPicture run={run} row={row.row} label={`row ${row.row}: a ${label}`} />
        <figcaption>
          <strong>a {label}</strong>
          {answers.map(({ answer, probability }, i) => (
            <span key={i} class={answer === label ? "is-right" : "is-wrong-answer"}>
              {letterOf(i)} {answer === label ? "✓" : "✗"} {answer} ·{" "}
              {(100 * probability).toFixed(1)} %
            </span>
          ))}
        </figcaption>
      </figure>
    </li>
  );
}
