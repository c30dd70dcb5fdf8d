import { type Html, html } from "../html.js";
import type { DataReport, Picture } from "../report.js";
import { factList } from "./facts.js";

/** The split, how many rows each class has, and what they look like. */
export function data({ facts, parts, classes }: DataReport): Html {
  const most = Math.max(1, ...classes.map((each) => each.parts.reduce((a, b) => a + b, 0)));
  const width = (rows: number) => ((100 * rows) / most).toFixed(2);
  return html`${factList(facts)}
<div class="wide" role="region" aria-label="Classes" tabindex="0"><table class="classes">
<caption>Rows of each class, how they are divided, and some of them</caption>
<thead><tr><th scope="col">Class</th>${parts.map((name) => html`<th scope="col" class="number">${name}</th>`)}<th scope="col">Balance</th><th scope="col">Samples</th></tr></thead>
<tbody>${classes.map(
    ({ label, parts: rows, samples }) => html`<tr><th scope="row">${label}</th>
${rows.map((each) => html`<td class="number">${count(each)}</td>`)}
<td class="balance" aria-hidden="true">${rows.map((each, i) => html`<span class="bar ${i % 2 === 0 ? "train" : "validation"}" style="width:${width(each)}%"></span>`)}</td>
<td class="strip">${samples.map((each) => picture(each))}</td></tr>
`,
  )}</tbody></table></div>`;
}

export function picture({ source, words }: Picture): Html {
  return html`<img class="digit" src="${source}" alt="${words}" width="28" height="28">`;
}

function count(rows: number): string {
  return rows.toLocaleString("en-US");
}
