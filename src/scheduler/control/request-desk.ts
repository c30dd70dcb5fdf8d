/**
 * Takes the requests that other processes put into the store, and answers them. Invariants:
 *
 * 1. Requests are carried out one after another, in the order in which they were made.
 * 2. One that takes its time (a run that is still being started, say) holds up only those after it, never training.
 */
import type { ControlAnswer } from "../../core/control.js";
import { messageOf, SweepError } from "../../core/errors.js";
import type { ControlRequest } from "../../core/records.js";
import type { ControlStore } from "../../store/store.js";

export interface RequestDeskOptions {
  store: ControlStore;
  sweepId: number;
  handle(request: ControlRequest): Promise<ControlAnswer>;
  /** Told of what went wrong while the store was asked; the next look tries again. */
  onProblem(message: string): void;
}

const LOOK_MS = 100; // a look is one search in an index that holds open requests only: microseconds

export class RequestDesk {
  readonly #options: RequestDeskOptions;
  #timer: NodeJS.Timeout | null = null;
  #isBusy = false;

  constructor(options: RequestDeskOptions) {
    this.#options = options;
  }

  open(): void {
    this.#timer = setInterval(() => void this.#look(), LOOK_MS);
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  async #look(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    const { store, sweepId, onProblem } = this.#options;
    try {
      for (const request of store.openRequests(sweepId))
        store.answerRequest(request.id, await this.#carryOut(request));
    } catch (error) {
      onProblem(messageOf(error));
    } finally {
      this.#isBusy = false;
    }
  }

  async #carryOut(request: ControlRequest): Promise<ControlAnswer> {
    try {
      return await this.#options.handle(request);
    } catch (error) {
      if (error instanceof SweepError) return { type: "refused", message: error.message };
      throw error;
    }
  }
}
