import type { PredictionReport } from "../../../src/api/predictions.js";
import { h, setText } from "../dom.js";
import { plural } from "../format.js";

/** One cell off the diagonal. */
export interface Confusion {
  label: number;
  answer: number;
}

/**
 * The confusion matrix as a table: rows are the true classes, columns the answers. Mistakes are shaded by their number, and
 * each is a button that picks it; picking it again, or another, undoes that.
 */
export function confusionTable(
  report: PredictionReport,
  onPick: (cell: Confusion | null) => void,
): HTMLElement {
  const pick = createPicker(onPick);
  const most = mostMistakes(report.confusion);
  const body = report.confusion.map((counts, label) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, String(label)),
      ...counts.map((count, answer) => cell({ label, answer }, count, most, pick)),
      h("td", { class: "class-accuracy" }, accuracyText(report, label)),
    ),
  );
  const caption = h(
    "caption",
    {},
    "Rows: true digit. Columns: the answer. Pick a mistake to see it.",
  );
  const table = h("table", { class: "confusion" }, caption, head(report), h("tbody", {}, ...body));
  return h("div", { class: "scroll" }, table);
}

function head({ confusion }: PredictionReport): HTMLElement {
  const corner = h("th", { scope: "col" }, h("span", { class: "visually-hidden" }, "true"));
  const answers = confusion.map((_, answer) => h("th", { scope: "col" }, String(answer)));
  return h("thead", {}, h("tr", {}, corner, ...answers, h("th", { scope: "col" }, "accuracy")));
}

function cell(
  { label, answer }: Confusion,
  count: number,
  most: number,
  pick: (button: HTMLElement, cell: Confusion) => void,
): HTMLElement {
  if (label === answer) return h("td", { class: "is-right" }, String(count));
  if (count === 0) return h("td", { class: "is-empty" }, "0");
  const title = `${plural(count, "row")}: ${label} answered as ${answer}`;
  const button = h("button", {
    type: "button",
    title,
    "aria-label": title,
    "aria-pressed": "false",
  });
  button.addEventListener("click", () => pick(button, { label, answer }));
  setText(button, String(count));
  const strength = Math.sqrt(count / most); // so that a single mistake still shows next to fifty
  const element = h("td", { class: strength > 0.85 ? "is-wrong is-strong" : "is-wrong" }, button);
  element.style.setProperty("--strength", `${Math.round(15 + 85 * strength)}%`);
  return element;
}

function createPicker(onPick: (cell: Confusion | null) => void) {
  let picked: HTMLElement | null = null;
  return (button: HTMLElement, cell: Confusion) => {
    picked?.setAttribute("aria-pressed", "false");
    picked = picked === button ? null : button;
    picked?.setAttribute("aria-pressed", "true");
    onPick(picked ? cell : null);
  };
}

function mostMistakes(confusion: readonly number[][]): number {
  return Math.max(1, ...confusion.flatMap((counts, i) => counts.filter((_, j) => i !== j)));
}

function accuracyText({ perClass }: PredictionReport, label: number): string {
  const accuracy = perClass[label]?.accuracy ?? null;
  return accuracy === null ? "–" : `${(100 * accuracy).toFixed(1)} %`;
}
