import type { AttemptItem, RunDetail } from "../../../src/api/runs.js";
import { h, show } from "../dom.js";
import { formatBytes, formatDuration, formatTime } from "../format.js";
import type { RunSection } from "./run-section.js";

const TITLES = ["attempt", "outcome", "began", "took", "peak memory", "CPU time"];

/** Every attempt with how it ended and what it used. */
export class AttemptsSection implements RunSection {
  readonly element = h("section", { class: "card" });

  update({ attempts }: RunDetail): void {
    this.element.hidden = attempts.length === 0;
    const head = h("tr", {}, ...TITLES.map((title) => h("th", { scope: "col" }, title)));
    const body = h("tbody", {}, ...attempts.map(attemptRow));
    const table = h("table", {}, h("thead", {}, head), body);
    const scroll = h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "Attempts" },
      table,
    );
    show(this.element, h("h2", {}, "Attempts"), scroll);
  }
}

function attemptRow(attempt: AttemptItem): HTMLElement {
  const { startedAt, endedAt, outcome, cpuSeconds } = attempt;
  const cells = [
    outcome?.text ?? "under way",
    formatTime(startedAt),
    formatDuration(endedAt === null ? null : endedAt - startedAt),
    formatBytes(attempt.maxRssBytes),
    formatDuration(cpuSeconds === null ? null : cpuSeconds * 1000),
  ];
  const number = h("th", { scope: "row" }, String(attempt.attempt));
  return h("tr", {}, number, ...cells.map((text) => h("td", {}, text)));
}
