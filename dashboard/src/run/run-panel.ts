import type { RunDetail } from "../../../src/api/runs.js";
import { h } from "../dom.js";
import { ArtifactsSection } from "./artifacts.js";
import { AttemptsSection } from "./attempts.js";
import { FactsSection } from "./facts.js";
import { Headline } from "./headline.js";
import { LogTail } from "./log-tail.js";
import { MetricCharts } from "./metric-charts.js";
import { PredictionsSection } from "./predictions.js";
import type { RunSection } from "./run-section.js";

/** All sections of a run's page. */
export class RunPanel {
  readonly element: HTMLElement;
  readonly #headline: Headline;
  readonly #sections: RunSection[];

  constructor(detail: RunDetail) {
    const { id } = detail.run;
    this.#headline = new Headline(detail);
    this.#sections = [
      this.#headline,
      new MetricCharts(id),
      new PredictionsSection(id),
      new FactsSection(),
      new AttemptsSection(),
      new ArtifactsSection(id),
      new LogTail(id),
    ];
    this.element = h("div", {}, ...this.#sections.map(({ element }) => element));
    this.update(detail);
  }

  update(detail: RunDetail): void {
    for (const section of this.#sections) section.update(detail);
  }

  setChampion(isChampion: boolean): void {
    this.#headline.setChampion(isChampion);
  }

  dispose(): void {
    for (const section of this.#sections) section.dispose?.();
  }
}
