import type { PredictionReport } from "../../../src/api/predictions.js";
import type { RunDetail } from "../../../src/api/runs.js";
import { api, messageOf } from "../api-client.js";
import { notice } from "../components/notice.js";
import { h, show } from "../dom.js";
import { type Confusion, confusionTable } from "./confusion.js";
import { Misclassified } from "./misclassified.js";
import type { RunSection } from "./run-section.js";

const FILE = "predictions.csv"; // protocol: a run's answers on its validation rows

/** What the run answers on its validation rows: confusion matrix, and pictures of what it gets wrong. */
export class PredictionsSection implements RunSection {
  readonly element = h("section", { class: "card", hidden: true });
  readonly #runId: string;
  #shown = "";

  constructor(runId: string) {
    this.#runId = runId;
  }

  update({ artifacts }: RunDetail): void {
    const file = artifacts.find(({ path }) => path === FILE);
    if (!file || file.sha256 === this.#shown) return;
    if (this.#shown === "") this.#makeRoom();
    this.#shown = file.sha256;
    void this.#load();
  }

  /** As much as a matrix of ten classes takes: what is below does not move when it comes. */
  #makeRoom(): void {
    this.element.hidden = false;
    const room = h("div", { class: "validation-room" }, notice({ title: "Loading predictions…" }));
    show(this.element, h("h2", {}, "Validation"), room);
  }

  async #load(): Promise<void> {
    try {
      this.#open(await api.predictions(this.#runId));
    } catch (error) {
      this.#shown = ""; // the next update tries again
      show(
        this.element,
        h("h2", {}, "Validation"),
        notice({ title: messageOf(error), isError: true }),
      );
    }
  }

  #open(report: PredictionReport): void {
    const wrong = new Misclassified(this.#runId, report);
    const onPick = (cell: Confusion | null) => wrong.filter(cell);
    const share = `${((100 * report.correct) / report.rows).toFixed(2)} %`;
    const lead = `${report.correct.toLocaleString("en")} of ${report.rows.toLocaleString("en")} validation rows are right (${share}).`;
    show(
      this.element,
      h("h2", {}, "Validation"),
      h("p", { class: "note" }, lead),
      h("div", { class: "validation" }, confusionTable(report, onPick), wrong.element),
    );
  }
}
