import { type Html, html } from "../html.js";
import type { Table } from "../report.js";

/** It scrolls sideways by itself where it is wider than the page. */
export function table({ caption, columns, rows }: Table): Html {
  const kind = (i: number) => (columns[i]?.isNumber ? "number" : "text");
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ title }, i) => html`<th scope="col" class="${kind(i)}">${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    ({ cells, isMarked }) =>
      html`<tr${isMarked ? html` class="marked"` : null}>${cells.map((cell, i) => html`<td class="${kind(i)}">${cell}</td>`)}</tr>\n`,
  )}</tbody>
</table></div>`;
}
