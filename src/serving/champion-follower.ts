/**
 * Serves whichever run is champion. Invariants:
 *
 * 1. The model in the slot answers until the next one has been loaded.
 * 2. A champion that cannot be loaded is not tried again before the champion changes; `problem` says why it is not served.
 * 3. Where a promotion is undone and leaves no champion, the last one goes on.
 */
import { messageOf } from "../core/errors.js";
import type { ModelSlot } from "./model-slot.js";
import type { ServedModel } from "./served-model.js";

export interface FollowerOptions {
  slot: ModelSlot;
  /** Id of the present champion; null: there is none. */
  championId(): string | null;
  open(runId: string): Promise<ServedModel>;
  onSwap(model: ServedModel): void;
  onProblem(problem: string): void;
}

const POLL_MS = 500; // one indexed query; the promoter is another process

export class ChampionFollower {
  readonly #options: FollowerOptions;
  #seen: string | null;
  #problem: string | null = null;
  #timer: NodeJS.Timeout | null = null;
  #checking: Promise<void> | null = null;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#seen = options.slot.model.card.run;
  }

  /** Why the present champion is not the one that is served; null: it is, or there is none. */
  get problem(): string | null {
    return this.#problem;
  }

  start(): void {
    this.#timer = setInterval(() => void this.check(), POLL_MS);
  }

  /** Resolves when no model is being loaded any more. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#checking;
  }

  /** Looks once who is champion; one look at a time. Never rejects. */
  check(): Promise<void> {
    this.#checking ??= this.#look().finally(() => {
      this.#checking = null;
    });
    return this.#checking;
  }

  async #look(): Promise<void> {
    const { slot, championId, open, onSwap, onProblem } = this.#options;
    try {
      const id = championId();
      if (id === null || id === this.#seen) return;
      this.#seen = id;
      this.#problem = null;
      if (id === slot.model.card.run) return;
      const model = await open(id);
      slot.swap(model);
      onSwap(model);
    } catch (error) {
      this.#problem = `the champion cannot be served: ${messageOf(error)}`;
      onProblem(this.#problem);
    }
  }
}
