import type { DataLook } from "../../../../src/api/data.js";

const LEVELS_A_BIN = 16;

/** What the pixels hold. */
export function Pixels({ look: { pixels, side } }: { look: DataLook }) {
  const { min, max, mean, sd, zeros, alwaysZero, histogram } = pixels;
  return (
    <section class="card" aria-labelledby="pixels">
      <h2 id="pixels">Pixels</h2>
      <p class="note">
        {side} × {side} grey levels from {min} to {max}, mean {mean.toFixed(1)}, standard deviation{" "}
        {sd.toFixed(1)}. {(100 * zeros).toFixed(1)} % are 0; {alwaysZero} of {side * side} pixels
        are 0 in every row.
      </p>
      <table class="histogram">
        <caption class="visually-hidden">Share of grey levels</caption>
        <tbody>
          {histogram.map((share, bin) => {
            const levels = `${bin * LEVELS_A_BIN}–${(bin + 1) * LEVELS_A_BIN - 1}`;
            return (
              <tr key={levels}>
                <th scope="row">{levels}</th>
                <td>
                  <span
                    class="bar is-train"
                    ref={(bar) => bar?.style.setProperty("inline-size", `${100 * share}%`)}
                  />
                </td>
                <td class="is-numeric">{(100 * share).toFixed(1)} %</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
