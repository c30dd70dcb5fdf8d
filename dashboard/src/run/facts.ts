import type { RunDetail } from "../../../src/api/runs.js";
import { type Child, h, show } from "../dom.js";
import { flatten } from "../parameters.js";
import { parameterValue, summaryValue } from "./fact-value.js";
import { recordCard } from "./record-card.js";
import { type RecordTable, recordTable } from "./records.js";
import type { RunSection } from "./run-section.js";

/** Parameters, and what the trainer says of itself. */
export class FactsSection implements RunSection {
  readonly element = h("section", { class: "columns" });
  #shown = "";

  update(detail: RunDetail): void {
    const facts = [detail.run.parameters, detail.varying, detail.summary, detail.generation];
    if (JSON.stringify(facts) === this.#shown) return;
    this.#shown = JSON.stringify(facts);
    const about = h("div", {}, origin(detail), summary(detail));
    show(this.element, parameters(detail), about, tables(detail));
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
  const rows = ordered.map(([name, value]) => row(name, parameterValue(value), isVarying(name)));
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

/** Lists of objects are tables of their own. */
function summary({ summary }: RunDetail): HTMLElement | null {
  const rows = Object.entries(summary)
    .filter(([, value]) => recordTable(value) === null)
    .map(([name, value]) => row(name, summaryValue(name, value)));
  return rows.length === 0 ? null : card("Summary", rows);
}

function tables({ summary }: RunDetail): HTMLElement | null {
  const found = Object.entries(summary).flatMap(([name, value]): [string, RecordTable][] => {
    const table = recordTable(value);
    return table ? [[name, table]] : [];
  });
  const cards = found.map(([name, table]) => recordCard(titleOf(name), table));
  return cards.length === 0 ? null : h("div", {}, ...cards);
}

/** `layers` → `Layers`, `class_weights` → `Class weights`. */
function titleOf(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function card(title: string, rows: HTMLElement[]): HTMLElement {
  return h("div", { class: "card" }, h("h2", {}, title), h("dl", { class: "facts" }, ...rows));
}

function row(name: string, value: Child, isStrong = false): HTMLElement {
  return h("div", { class: isStrong ? "is-strong" : "" }, h("dt", {}, name), h("dd", {}, value));
}
