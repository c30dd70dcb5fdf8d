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
  const strength = Math.sqrt(count / most); // so that a single mistake still shows next to fifty
  return (
    <td
      class={strength > 0.85 ? "is-wrong is-strong" : "is-wrong"}
      ref={(cell) => cell?.style.setProperty("--strength", `${Math.round(15 + 85 * strength)}%`)}
    >
      {count}
    </td>
  );
}
