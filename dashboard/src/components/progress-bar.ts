import type { RunRow } from "../../../src/api/runs.js";
import { h, setText } from "../dom.js";
import { doneShare } from "../done-share.js";

/** Progress of one run, which can be brought up to date in place. */
export class ProgressBar {
  readonly element = h("span", { class: "progress" });
  readonly #bar = h("progress", { max: 1, value: 0 });
  readonly #text = h("span", { class: "progress-text" });

  constructor(row: RunRow) {
    this.element.append(this.#bar, this.#text);
    this.update(row);
  }

  update(row: RunRow): void {
    const share = doneShare(row);
    this.#bar.value = share ?? 0;
    this.#bar.setAttribute("aria-label", `progress of ${row.name}`);
    this.element.classList.toggle("is-finished", row.state === "finished");
    this.element.title = describe(row);
    setText(this.#text, share === null ? "" : `${Math.floor(share * 100)} %`);
  }
}

function describe({ state, progress }: RunRow): string {
  if (!progress) return state;
  const { done, total, unit, status } = progress;
  return [status, `${done} of ${total} ${unit}s`].filter((part) => part !== "").join(" · ");
}
