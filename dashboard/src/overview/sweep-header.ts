import type { RunRow } from "../../../src/api/runs.js";
import type { SweepItem } from "../../../src/api/sweeps.js";
import { h, show } from "../dom.js";
import { plural } from "../format.js";
import type { SweepModel } from "./sweep-model.js";

const STATES: RunRow["state"][] = ["finished", "running", "queued", "failed", "cancelled"];

/** Name and purpose of the sweep, and how far it has come. */
export class SweepHeader {
  readonly element: HTMLElement;
  readonly #strip = h("div", { class: "strip", "aria-hidden": "true" });
  readonly #counts = h("p", { class: "counts" });

  constructor(sweep: SweepItem) {
    this.element = h(
      "section",
      { class: "sweep-header" },
      h("h1", { tabindex: -1 }, sweep.name),
      sweep.description === "" ? null : h("p", { class: "lead" }, sweep.description),
      h("p", { class: "facts-line" }, ...facts(sweep)),
      this.#strip,
      this.#counts,
    );
  }

  update(model: SweepModel): void {
    const counts = STATES.map((state) => ({
      state,
      count: model.rows.filter(({ row }) => row.state === state).length,
    })).filter(({ count }) => count > 0);
    show(this.#strip, ...counts.map(segment));
    const parts = counts.map(({ state, count }) => `${count} ${state}`);
    show(this.#counts, `${plural(model.ids.length, "run")}: ${parts.join(", ")}`);
  }
}

function facts({ method, metric, file }: SweepItem): (Node | string)[] {
  return [h("code", {}, file), ` · ${method} · ${metric.goal} `, h("code", {}, metric.name)];
}

function segment({ state, count }: { state: string; count: number }): HTMLElement {
  const element = h("span", { class: `strip-part is-${state}` });
  element.style.flexGrow = String(count);
  return element;
}
