/**
 * The model that answers, which may be replaced at any time. Invariants:
 *
 * 1. Who holds a lease may use its model until the lease is given back, whatever happens meanwhile.
 * 2. New leases are of the current model.
 * 3. A replaced model is released exactly once, when its last lease is given back.
 */
import type { ServedModel } from "./served-model.js";

export interface Lease {
  readonly model: ServedModel;
  giveBack(): void;
}

interface Holder {
  model: ServedModel;
  leases: number;
  isReplaced: boolean;
}

export class ModelSlot {
  #current: Holder;
  readonly #releases: Promise<void>[] = [];
  readonly #onDefect: (error: unknown) => void;

  constructor(model: ServedModel, onDefect: (error: unknown) => void) {
    this.#current = holderOf(model);
    this.#onDefect = onDefect;
  }

  get model(): ServedModel {
    return this.#current.model;
  }

  lease(): Lease {
    const holder = this.#current;
    let isOut = true;
    holder.leases += 1;
    return {
      model: holder.model,
      giveBack: () => {
        if (!isOut) return;
        isOut = false;
        holder.leases -= 1;
        this.#releaseIfIdle(holder);
      },
    };
  }

  swap(model: ServedModel): void {
    const old = this.#current;
    this.#current = holderOf(model);
    this.#replace(old);
  }

  /** When no lease is out any more: releases the last model, too. */
  async close(): Promise<void> {
    this.#replace(this.#current);
    await Promise.all(this.#releases);
  }

  #replace(holder: Holder): void {
    holder.isReplaced = true;
    this.#releaseIfIdle(holder);
  }

  #releaseIfIdle(holder: Holder): void {
    if (!holder.isReplaced || holder.leases > 0) return;
    this.#releases.push(holder.model.release().catch(this.#onDefect));
  }
}

function holderOf(model: ServedModel): Holder {
  return { model, leases: 0, isReplaced: false };
}
