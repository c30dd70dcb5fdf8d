import { mistakeStrength } from "./mistake-strength.js";

export interface ConfusionMatrixProps {
  title: string;
  /** Counts, [true class][answered class]. */
  counts: readonly number[][];
  /** What its rows and columns are, for those who do not see it. */
  axes?: string;
}

/** A confusion matrix as a table: rows are the true classes, columns the answers; mistakes are shaded by their number. */
export function ConfusionMatrix({
  title,
  counts,
  axes = "true class, by row; answer, by column",
}: ConfusionMatrixProps) {
  const most = Math.max(1, ...counts.flatMap((row, i) => row.filter((_, j) => i !== j)));
  return (
    <table class="confusion">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">{axes}</span>
          </th>
          {counts.map((_, answer) => (
            <th key={answer} scope="col">
              {answer}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {counts.map((row, label) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {row.map((count, answer) => (
              <Cell key={answer} {...{ count, most }} isRight={label === answer} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ count, most, isRight }: { count: number; most: number; isRight: boolean }) {
  if (isRight) return <td class="is-right">{count}</td>;
  if (count === 0) return <td class="is-empty">0</td>;
  return (
    <td
      class="is-wrong"
      ref={(cell) => cell?.style.setProperty("--strength", `${mistakeStrength(count, most)}%`)}
    >
      {count}
    </td>
  );
}
