import type { DataLook } from "../../../../src/api/data.js";
import { Scroll } from "../../ui/scroll.js";

/** How many rows of each class there are on either side of the split, or in each fold. */
export function ClassBalance({ look: { classes, parts, split } }: { look: DataLook }) {
  const most = Math.max(1, ...classes.map(({ rows }) => rows));
  const total = classes.reduce((sum, { rows }) => sum + rows, 0);
  const kinds = split.kind === "one" ? ["is-train", "is-validation"] : ["is-fold", "is-other-fold"];
  return (
    <section class="card" aria-labelledby="balance">
      <h2 id="balance">Class balance</h2>
      {split.kind === "folds" && (
        <p class="note">
          The rows that each fold keeps for validation; its run learns from those of all others.
        </p>
      )}
      <Scroll label="Class balance">
        <table class="balance">
          <thead>
            <tr>
              <th scope="col">class</th>
              {parts.map((name) => (
                <th key={name} scope="col" class="is-numeric">
                  {name}
                </th>
              ))}
              <th scope="col" class="is-numeric">
                share
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {classes.map(({ label, rows, parts: each }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {parts.map((name, i) => (
                  <td key={name} class="is-numeric">
                    {(each[i] ?? 0).toLocaleString("en")}
                  </td>
                ))}
                <td class="is-numeric">{((100 * rows) / total).toFixed(1)} %</td>
                <td class="balance-bar">
                  {parts.map((name, i) => (
                    <Bar key={name} share={(each[i] ?? 0) / most} kind={kinds[i % 2] ?? ""} />
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
          {split.kind === "folds" && <Totals folds={split.folds} total={total} />}
        </table>
      </Scroll>
    </section>
  );
}

function Totals({ folds, total }: { folds: readonly number[]; total: number }) {
  return (
    <tfoot>
      <tr>
        <th scope="row">all</th>
        {folds.map((rows, fold) => (
          <td key={fold} class="is-numeric">
            {rows.toLocaleString("en")}
          </td>
        ))}
        <td class="is-numeric">100 %</td>
        <td class="note">{total.toLocaleString("en")} rows</td>
      </tr>
    </tfoot>
  );
}

function Bar({ share, kind }: { share: number; kind: string }) {
  return (
    <span
      class={`bar ${kind}`}
      ref={(bar) => bar?.style.setProperty("inline-size", `${95 * share}%`)}
    />
  );
}
