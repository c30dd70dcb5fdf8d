import type { RunDetail } from "../../../src/api/runs.js";
import { h } from "../dom.js";
import { AttemptsSection } from "./attempts-section.js";
import { EnvironmentSection } from "./environment-section.js";
import { FactsSection } from "./facts-section.js";
import { FilesSection } from "./files/files-section.js";
import { Headline } from "./headline.js";
import { LogSection } from "./log/log-section.js";
import { MetricCharts } from "./metric-charts.js";
import { preactSection } from "./preact-section.js";
import { PredictionsSection } from "./predictions-section.js";
import type { RunSection } from "./run-section.js";
import { SystemSection } from "./system-section.js";

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
      preactSection(PredictionsSection),
      preactSection(FactsSection),
      preactSection(AttemptsSection),
      preactSection(LogSection),
      preactSection(SystemSection),
      preactSection(FilesSection),
      preactSection(EnvironmentSection),
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
