/**
 * One run, kept up to date. Invariants:
 *
 * 1. What is shown stays while the server does not answer: the header says that the connection is lost.
 * 2. The run is read again at most every RELOAD_MS, however often it changes.
 * 3. After `dispose` nothing changes any more.
 */
import { signal } from "@preact/signals";
import type { RunDetail } from "../../../src/api/runs.js";
import { api, messageOf } from "../api-client.js";
import { isConnected } from "../app/connection.js";
import { follow } from "../live.js";
import { throttle } from "../throttle.js";

const RELOAD_MS = 700; // a run that logs every step would otherwise be read all the time

export class RunModel {
  readonly detail = signal<RunDetail | null>(null);
  readonly isChampion = signal(false);
  /** Why there is nothing to show; null where there is, or not yet. */
  readonly failure = signal<string | null>(null);
  readonly #id: string;
  readonly #reload = throttle(() => void this.#load(), RELOAD_MS);
  #unfollow: (() => void) | null = null;
  #isDisposed = false;

  constructor(id: string) {
    this.#id = id;
    this.#reload();
  }

  /** Reads it now, or as soon as it may. */
  reload(): void {
    this.#reload();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#reload.cancel();
    this.#unfollow?.();
  }

  async #load(): Promise<void> {
    try {
      const detail = await api.run(this.#id);
      if (this.#isDisposed) return;
      this.failure.value = null;
      this.isChampion.value = detail.run.champion;
      this.detail.value = detail;
      this.#unfollow ??= this.#follow(detail);
    } catch (error) {
      if (!this.#isDisposed) this.failure.value = messageOf(error);
    }
  }

  #follow({ run }: RunDetail): () => void {
    return follow({
      sweep: run.sweeps[0] ?? null,
      since: run.revision,
      onRun: (changed) => {
        if (changed.id === run.id) this.#reload();
      },
      onChanged: () => this.#reload(),
      onCatalogue: ({ champion }) => {
        this.isChampion.value = champion === run.id;
      },
      onReset: () => {
        this.#unfollow = null; // this stream has ended: the next load opens another
        this.#reload();
      },
      onConnection: (connected) => {
        isConnected.value = connected;
      },
    });
  }
}
