import { type Html, html } from "../html.js";
import type { Fact } from "../report.js";

export function factList(facts: readonly Fact[]): Html {
  return html`<dl>${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
