import { type Html, html } from "../html.js";
import type { MistakesReport } from "../report.js";
import { picture } from "./data.js";

/** The confusion matrix of a run, and the answers that it was wrongly most sure of. */
export function mistakes({ sentence, confusion, pictures, note }: MistakesReport): Html {
  return html`<p>${sentence}</p>
${matrix(confusion)}
${
  pictures.length > 0
    ? html`<h3>Most confident mistakes</h3>
<ul class="mistakes">${pictures.map(
        (
          each,
        ) => html`<li>${picture(each)}<span><b>${each.label}</b> taken for <b>${each.answer}</b></span><span class="sure">${each.confidence}</span></li>
`,
      )}</ul>`
    : null
}${note === null ? null : html`<p class="note">${note}</p>`}`;
}

function matrix(confusion: readonly number[][]): Html {
  const worst = Math.max(
    1,
    ...confusion.flatMap((counts, label) => counts.filter((_, i) => i !== label)),
  );
  const classes = confusion.map((_, label) => label);
  return html`<div class="wide" role="region" aria-label="Confusion matrix" tabindex="0"><table class="matrix">
<caption>Confusion matrix: rows are the true classes, columns the answers</caption>
<thead><tr><td></td>${classes.map((label) => html`<th scope="col">${label}</th>`)}</tr></thead>
<tbody>${confusion.map(
    (counts, label) => html`<tr><th scope="row">${label}</th>${counts.map((count, answer) =>
      answer === label
        ? html`<td class="right">${count}</td>`
        : html`<td style="--share:${(count / worst).toFixed(3)}">${count === 0 ? "·" : count}</td>`,
    )}</tr>
`,
  )}</tbody></table></div>`;
}
