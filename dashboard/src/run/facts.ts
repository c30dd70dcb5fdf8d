import type { RunDetail } from "../../../src/api/runs.js";
import { h, show } from "../dom.js";
import { formatBytes, formatNumber, formatValue } from "../format.js";
import { flatten } from "../parameters.js";
import type { RunSection } from "./run-section.js";

/** Parameters, and what the trainer says of itself. */
export class FactsSection implements RunSection {
  readonly element = h("section", { class: "columns" });
  #shown = "";

  update(detail: RunDetail): void {
    const facts = [detail.run.parameters, detail.varying, detail.summary, detail.generation];
    if (JSON.stringify(facts) === this.#shown) return;
    this.#shown = JSON.stringify(facts);
    show(this.element, parameters(detail), origin(detail), summary(detail));
  }
}

/** Those that tell the run from its siblings come first. */
function parameters({ run, varying }: RunDetail): HTMLElement {
  const isVarying = (name: string) => varying.some((each) => `${name}.`.startsWith(`${each}.`));
  const flat = flatten(run.parameters);
  const ordered = [
    ...flat.filter(([name]) => isVarying(name)),
    ...flat.filter(([name]) => !isVarying(name)),
  ];
  const rows = ordered.map(([name, value]) => row(name, formatValue(value), isVarying(name)));
  return card("Parameters", rows);
}

function origin({ run, key, generation, trainer }: RunDetail): HTMLElement {
  const program = trainer.kind === "builtin" ? trainer.type : trainer.command.join(" ");
  const rows = [
    row("trainer", program),
    row("seed", String(run.seed)),
    ...(run.repeat > 0 ? [row("repeat", String(run.repeat))] : []),
    ...(generation > 0 ? [row("generation", String(generation))] : []),
    row("identity", key.slice(0, 16)),
  ];
  return card("Origin", rows);
}

function summary({ summary }: RunDetail): HTMLElement | null {
  const rows = Object.entries(summary).map(([name, value]) => row(name, summaryText(name, value)));
  return rows.length === 0 ? null : card("Summary", rows);
}

function summaryText(name: string, value: unknown): string {
  if (typeof value !== "number") return formatValue(value);
  return name.endsWith("bytes") ? formatBytes(value) : formatNumber(value);
}

function card(title: string, rows: HTMLElement[]): HTMLElement {
  return h("div", { class: "card" }, h("h2", {}, title), h("dl", { class: "facts" }, ...rows));
}

function row(name: string, value: string, isStrong = false): HTMLElement {
  return h("div", { class: isStrong ? "is-strong" : "" }, h("dt", {}, name), h("dd", {}, value));
}
