import type { RunDetail, RunRow, Score } from "../../../src/api/runs.js";
import { sweepHref } from "../address.js";
import { copyLine } from "../components/copy-line.js";
import { ProgressBar } from "../components/progress-bar.js";
import { championBadge, stateChip } from "../components/state-chip.js";
import { type Child, h, setText, show } from "../dom.js";
import { formatDuration, formatMetric } from "../format.js";
import { durationAt, type LiveRow } from "../live-row.js";
import { preactSection } from "./preact-section.js";
import type { RunSection } from "./run-section.js";
import { SubmitAction } from "./submit-action.js";

const TICK_MS = 1000; // the duration is shown in seconds

/** Which run this is, how it stands, and its few most telling figures. */
export class Headline implements RunSection {
  readonly element: HTMLElement;
  readonly #state = h("span");
  readonly #champion = h("span");
  readonly #submit = preactSection(SubmitAction);
  readonly #outcome = h("p", { class: "outcome" });
  readonly #progress: ProgressBar;
  readonly #figures = h("dl", { class: "figures" });
  readonly #duration = h("dd");
  readonly #timer = setInterval(() => this.#tick(), TICK_MS);
  #live: LiveRow;

  constructor({ run, reproduce }: RunDetail) {
    this.#live = { row: run, receivedAt: Date.now() };
    this.#progress = new ProgressBar(run);
    const state = h("p", { class: "headline-state" }, this.#state, this.#champion, runId(run));
    this.element = h(
      "section",
      { class: "headline" },
      h("p", { class: "crumbs" }, ...sweepLinks(run.sweeps)),
      h(
        "div",
        { class: "section-head" },
        h("h1", { tabindex: -1 }, run.name),
        this.#submit.element,
      ),
      state,
      this.#outcome,
      this.#progress.element,
      this.#figures,
      reproduce === null ? null : reproduction(reproduce),
    );
  }

  update(detail: RunDetail): void {
    const { run } = detail;
    this.#submit.update(detail);
    this.#live = { row: run, receivedAt: Date.now() };
    show(this.#state, stateChip(run.state));
    this.setChampion(run.champion);
    setText(this.#outcome, outcomeText(run));
    this.#outcome.hidden = outcomeText(run) === "";
    this.#progress.update(run);
    this.#progress.element.hidden = run.progress === null && run.state !== "running";
    this.#tick();
    show(this.#figures, ...this.#listFigures(run));
  }

  setChampion(isChampion: boolean): void {
    show(this.#champion, isChampion ? championBadge() : null);
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#submit.dispose?.();
  }

  #tick(): void {
    setText(this.#duration, formatDuration(durationAt(this.#live, Date.now())));
  }

  #listFigures({ score, backend, attempt }: RunRow): Child[] {
    return [
      ...scoreFigures(score),
      h("div", {}, h("dt", {}, "duration"), this.#duration),
      backend === null ? null : figure("backend", backend),
      attempt > 1 ? figure("attempt", String(attempt)) : null,
    ];
  }
}

/** There from the beginning, so that nothing moves when the first value comes. */
function scoreFigures(score: Score | null): HTMLElement[] {
  if (!score) return [figure("best", "–"), figure("last", "–")];
  const { metric, best, last, nonFinite } = score;
  return [
    figure(`best ${metric}`, formatMetric(metric, best ?? nonFinite)),
    figure(`last ${metric}`, formatMetric(metric, last)),
  ];
}

function figure(name: string, value: string): HTMLElement {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}

function sweepLinks(sweeps: readonly string[]): Child[] {
  if (sweeps.length === 0) return [h("a", { href: "/" }, "All sweeps")];
  return sweeps.flatMap((name, i) => [
    i === 0 ? "Sweep " : ", ",
    h("a", { href: sweepHref(name) }, name),
  ]);
}

function runId({ id }: RunRow): HTMLElement {
  return h("code", { class: "run-id" }, id);
}

function outcomeText({ outcome }: RunRow): string {
  return outcome && outcome.type !== "finished" ? outcome.text : "";
}

function reproduction(command: string): HTMLElement {
  return h("div", { class: "reproduce" }, h("p", {}, "Train it again"), copyLine(command));
}
