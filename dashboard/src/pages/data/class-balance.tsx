import type { DataLook } from "../../../../src/api/data.js";
import { Scroll } from "../../ui/scroll.js";

/** How many rows of each class there are on either side of the split. */
export function ClassBalance({ look: { classes } }: { look: DataLook }) {
  const most = Math.max(1, ...classes.map(({ train, validation }) => train + validation));
  const total = classes.reduce((sum, { train, validation }) => sum + train + validation, 0);
  return (
    <section class="card" aria-labelledby="balance">
      <h2 id="balance">Class balance</h2>
      <Scroll label="Class balance">
        <table class="balance">
          <thead>
            <tr>
              <th scope="col">class</th>
              <th scope="col" class="is-numeric">
                train
              </th>
              <th scope="col" class="is-numeric">
                validation
              </th>
              <th scope="col" class="is-numeric">
                share
              </th>
              <td />
            </tr>
          </thead>
          <tbody>
            {classes.map(({ label, train, validation }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td class="is-numeric">{train.toLocaleString("en")}</td>
                <td class="is-numeric">{validation.toLocaleString("en")}</td>
                <td class="is-numeric">{((100 * (train + validation)) / total).toFixed(1)} %</td>
                <td class="balance-bar">
                  <Bar share={train / most} kind="is-train" />
                  <Bar share={validation / most} kind="is-validation" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
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
