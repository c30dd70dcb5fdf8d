import type { RunDetail } from "../../../src/api/runs.js";
import { api, messageOf } from "../api-client.js";
import { isConnected } from "../app/connection.js";
import { notice } from "../components/notice.js";
import { h, show } from "../dom.js";
import { follow } from "../live.js";
import { throttle } from "../throttle.js";
import { RunPanel } from "./run-panel.js";

const RELOAD_MS = 700; // a run that logs every step would otherwise be read all the time

/** One run: what it was, how it went, what it gets wrong. */
export class RunView {
  readonly element = h("main", { class: "run", "aria-busy": "true" });
  readonly #id: string;
  readonly #reload = throttle(() => void this.#load(), RELOAD_MS);
  #panel: RunPanel | null = null;
  #unfollow: (() => void) | null = null;
  #isDisposed = false;

  constructor(id: string) {
    this.#id = id;
    show(this.element, notice({ title: "Loading the run…" }));
    this.#reload();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#reload.cancel();
    this.#unfollow?.();
    this.#panel?.dispose();
  }

  async #load(): Promise<void> {
    try {
      const detail = await api.run(this.#id);
      if (this.#isDisposed) return;
      if (this.#panel) this.#panel.update(detail);
      else this.#open(detail);
      this.#unfollow ??= this.#follow(detail);
    } catch (error) {
      if (!this.#isDisposed) this.#fail(messageOf(error));
    }
    this.element.setAttribute("aria-busy", "false");
  }

  #open(detail: RunDetail): void {
    document.title = `${detail.run.name} · sweep`;
    this.#panel = new RunPanel(detail);
    show(this.element, this.#panel.element);
  }

  #follow({ run }: RunDetail): () => void {
    return follow({
      sweep: run.sweeps[0] ?? null,
      since: run.revision,
      onRun: (changed) => {
        if (changed.id === run.id) this.#reload();
      },
      onChanged: () => this.#reload(),
      onCatalogue: ({ champion }) => this.#panel?.setChampion(champion === run.id),
      onReset: () => {
        this.#unfollow = null; // this stream has ended: the next load opens another
        this.#reload();
      },
      onConnection: (connected) => {
        isConnected.value = connected;
      },
    });
  }

  #fail(message: string): void {
    const retry = h(
      "button",
      { type: "button", class: "button", onclick: () => this.#reload() },
      "Try again",
    );
    const back = h("a", { href: "/" }, "the overview");
    if (this.#panel) return; // what is shown stays; the header says that the connection is lost
    show(
      this.element,
      notice({ title: message, body: [retry, " or go to ", back, "."], isError: true }),
    );
  }
}
