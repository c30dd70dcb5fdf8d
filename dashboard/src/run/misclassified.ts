import type { Misclassified as Mistake, PredictionReport } from "../../../src/api/predictions.js";
import { rowImageUrl } from "../api-client.js";
import { h, setText, show } from "../dom.js";
import type { Confusion } from "./confusion.js";

const PAGE = 24; // pictures shown at once: a few rows of a grid

/** Pictures of what was answered wrongly, the most confident mistakes first. */
export class Misclassified {
  readonly element: HTMLElement;
  readonly #runId: string;
  readonly #report: PredictionReport;
  readonly #title = h("h3");
  readonly #list = h("ul", { class: "digits" });
  readonly #more = h(
    "button",
    { type: "button", class: "button", onclick: () => this.#showMore() },
    "Show more",
  );
  #mistakes: readonly Mistake[];
  #shown = PAGE;

  constructor(runId: string, report: PredictionReport) {
    this.#runId = runId;
    this.#report = report;
    this.#mistakes = report.misclassified;
    this.element = h("div", { class: "misclassified" }, this.#title, this.#list, this.#more);
    this.filter(null);
  }

  /** Shows one kind of mistake; null: all. */
  filter(kind: Confusion | null): void {
    this.#shown = PAGE;
    this.#mistakes = this.#report.misclassified.filter(
      ({ label, answer }) => kind === null || (label === kind.label && answer === kind.answer),
    );
    setText(this.#title, this.#describe(kind));
    this.#draw();
  }

  #describe(kind: Confusion | null): string {
    const { misclassified, misclassifiedTotal } = this.#report;
    const which = kind ? `${kind.label} answered as ${kind.answer}` : "Misclassified";
    const isCut = misclassified.length < misclassifiedTotal;
    const of = isCut ? `, of the ${misclassified.length} most confident mistakes` : "";
    return `${which}: ${this.#mistakes.length}${of}`;
  }

  #showMore(): void {
    this.#shown += PAGE;
    this.#draw();
  }

  #draw(): void {
    const visible = this.#mistakes.slice(0, this.#shown);
    show(this.#list, ...visible.map((mistake) => this.#picture(mistake)));
    this.#more.hidden = this.#shown >= this.#mistakes.length;
  }

  #picture({ row, label, answer, probability }: Mistake): HTMLElement {
    const src = rowImageUrl(this.#runId, row);
    const alt = `row ${row}: a ${label}, answered as ${answer}`;
    const image = h("img", {
      src,
      alt,
      width: 56,
      height: 56,
      loading: "lazy",
      title: `row ${row}`,
    });
    image.addEventListener("error", () =>
      image.replaceWith(h("span", { class: "no-picture" }, `row ${row}`)),
    );
    const answerText = h("strong", {}, `${label} → ${answer}`);
    const share = h("span", {}, `${(100 * probability).toFixed(1)} %`);
    return h("li", {}, h("figure", {}, image, h("figcaption", {}, answerText, share)));
  }
}
