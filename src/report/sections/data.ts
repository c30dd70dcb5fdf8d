import { type Html, html } from "../html.js";
import type { DataReport, Picture } from "../report.js";
import { factList } from "./facts.js";

/** The split, how many rows each class has, and what they look like. */
export function data({ facts, classes }: DataReport): Html {
  const most = Math.max(1, ...classes.map(({ train, validation }) => train + validation));
  const width = (rows: number) => ((100 * rows) / most).toFixed(2);
  return html`${factList(facts)}
<div class="wide" role="region" aria-label="Classes" tabindex="0"><table class="classes">
<caption>Rows of each class, to train on and for validation, and some of them</caption>
<thead><tr><th scope="col">Class</th><th scope="col" class="number">Training</th><th scope="col" class="number">Validation</th><th scope="col">Balance</th><th scope="col">Samples</th></tr></thead>
<tbody>${classes.map(
    ({ label, train, validation, samples }) => html`<tr><th scope="row">${label}</th>
<td class="number">${count(train)}</td><td class="number">${count(validation)}</td>
<td class="balance" aria-hidden="true"><span class="bar train" style="width:${width(train)}%"></span><span class="bar validation" style="width:${width(validation)}%"></span></td>
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
