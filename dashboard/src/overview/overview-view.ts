import type { SweepItem } from "../../../src/api/sweeps.js";
import { type OverviewPage, overviewOf, type Page } from "../address.js";
import { api, messageOf } from "../api-client.js";
import { notice } from "../components/notice.js";
import { h, show } from "../dom.js";
import { follow, type LiveOptions } from "../live.js";
import { throttle } from "../throttle.js";
import type { Shell, View } from "../view.js";
import { Picker } from "./controls.js";
import { SweepModel } from "./sweep-model.js";
import { SweepPanel } from "./sweep-panel.js";

const RELOAD_MS = 1000; // runs of a new or changed experiment appear one by one: read the list once for many

/** One sweep: its runs, their curves, live. */
export class OverviewView implements View {
  readonly element = h("main", { class: "overview", "aria-busy": "true" });
  readonly #shell: Shell;
  readonly #reload = throttle(() => void this.#load(), RELOAD_MS);
  #page: OverviewPage;
  #panel: SweepPanel | null = null;
  #unfollow: () => void = () => {};
  #isDisposed = false;

  constructor(page: OverviewPage, shell: Shell) {
    this.#page = page;
    this.#shell = shell;
    show(this.element, notice({ title: "Loading runs…" }));
    this.#reload();
  }

  show(page: Page): boolean {
    if (page.view !== "overview") return false;
    const isSameSweep = page.sweep === this.#page.sweep;
    this.#page = page;
    if (isSameSweep && this.#panel) this.#panel.show(page);
    else void this.#load();
    return true;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#reload.cancel();
    this.#close();
  }

  #close(): void {
    this.#unfollow();
    this.#panel?.dispose();
    this.#panel = null;
  }

  async #load(): Promise<void> {
    const page = this.#page;
    try {
      const { sweeps } = await api.sweeps();
      const sweep =
        page.sweep === null ? sweeps[0] : sweeps.find(({ name }) => name === page.sweep);
      const model = sweep ? new SweepModel(await api.runs(sweep.name), Date.now()) : null;
      if (this.#isDisposed || page.sweep !== this.#page.sweep) return;
      this.#close();
      if (sweep && model) this.#open(sweep, model, sweeps);
      else this.#openNothing(sweeps);
    } catch (error) {
      if (!this.#isDisposed) this.#fail(messageOf(error));
    }
    this.element.setAttribute("aria-busy", "false");
  }

  #open(sweep: SweepItem, model: SweepModel, sweeps: readonly SweepItem[]): void {
    this.#shell.setTitle(sweep.name);
    const panel = this.#createPanel(sweep, model);
    const picker = this.#createPicker(sweeps, sweep.name);
    this.#panel = panel;
    show(this.element, picker.element, panel.element);
    this.#unfollow = this.#follow({
      sweep: sweep.name,
      since: model.revision,
      onRun: (run) => {
        if (!panel.apply(run)) this.#reload();
      },
      onCatalogue: ({ champion, sweeps: updatedAt }) => {
        panel.setChampion(champion);
        picker.set(Object.keys(updatedAt), sweep.name);
        if (updatedAt[sweep.name] !== sweep.updatedAt) this.#reload();
      },
    });
  }

  #createPanel(sweep: SweepItem, model: SweepModel): SweepPanel {
    const onChange = (page: OverviewPage) => {
      this.#page = page;
      this.#shell.replace(page);
    };
    return new SweepPanel({ sweep, model, page: this.#page, onChange });
  }

  #openNothing(sweeps: readonly SweepItem[]): void {
    this.#shell.setTitle("no runs");
    const { sweep } = this.#page;
    if (sweep === null || sweeps.length === 0) show(this.element, noRuns());
    else show(this.element, this.#unknownSweep(sweep, sweeps));
    const known = sweeps.length;
    this.#unfollow = this.#follow({
      sweep: null,
      since: 0,
      onRun: () => {},
      onCatalogue: (catalogue) => {
        if (Object.keys(catalogue.sweeps).length !== known) this.#reload();
      },
    });
  }

  #unknownSweep(name: string, sweeps: readonly SweepItem[]): HTMLElement {
    const links = sweeps.flatMap((sweep, i) => [
      i === 0 ? "" : ", ",
      h("a", { href: `/?${new URLSearchParams({ sweep: sweep.name })}` }, sweep.name),
    ]);
    return notice({ title: `There is no sweep “${name}”`, body: ["These exist: ", ...links, "."] });
  }

  #createPicker(sweeps: readonly SweepItem[], value: string): Picker {
    return new Picker({
      label: "Sweep",
      values: sweeps.map(({ name }) => name),
      value,
      onPick: (name) => this.#shell.open(overviewOf(name)),
    });
  }

  #follow(options: Pick<LiveOptions, "sweep" | "since" | "onRun" | "onCatalogue">): () => void {
    return follow({
      ...options,
      onReset: () => this.#reload(),
      onConnection: (isConnected) => this.#shell.setConnection(isConnected),
    });
  }

  #fail(message: string): void {
    this.#close();
    const retry = h(
      "button",
      { type: "button", class: "button", onclick: () => this.#reload() },
      "Try again",
    );
    show(this.element, notice({ title: message, body: [retry], isError: true }));
  }
}

function noRuns(): HTMLElement {
  return notice({
    title: "No runs yet",
    body: ["Start some in a terminal; they appear here by themselves:"],
    command: "npx sweep run experiments/bn-aug.yaml",
  });
}
