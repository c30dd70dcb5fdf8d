import type { ArtifactItem, RunDetail } from "../../../src/api/runs.js";
import { artifactUrl } from "../api-client.js";
import { h, show } from "../dom.js";
import { formatBytes } from "../format.js";
import type { RunSection } from "./run-section.js";

/** The run's files, to download. */
export class ArtifactsSection implements RunSection {
  readonly element = h("section", { class: "card" });
  readonly #runId: string;
  #shown = "";

  constructor(runId: string) {
    this.#runId = runId;
  }

  update({ artifacts }: RunDetail): void {
    if (JSON.stringify(artifacts) === this.#shown) return;
    this.#shown = JSON.stringify(artifacts);
    this.element.hidden = artifacts.length === 0;
    const titles = ["file", "kind", "size", "SHA-256"];
    const head = h("tr", {}, ...titles.map((title) => h("th", { scope: "col" }, title)));
    const body = h("tbody", {}, ...artifacts.map((artifact) => this.#row(artifact)));
    const table = h("table", {}, h("thead", {}, head), body);
    const scroll = h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "Artifacts" },
      table,
    );
    show(this.element, h("h2", {}, "Artifacts"), scroll);
  }

  #row({ path, kind, bytes, sha256 }: ArtifactItem): HTMLElement {
    const link = h("a", { href: artifactUrl(this.#runId, path), download: "" }, path);
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, link),
      h("td", {}, kind),
      h("td", {}, formatBytes(bytes)),
      h("td", { title: sha256 }, h("code", {}, sha256.slice(0, 12))),
    );
  }
}
