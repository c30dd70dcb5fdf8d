/**
 * Tells subscribers which runs changed. The store is polled, because its writers are other processes. Invariants:
 *
 * 1. A subscriber is sent every run whose revision rises above its cursor, in order of revision; the cursor never passes a
 *    revision that it was not offered. A run that changed twice between two polls is sent once, as it is then.
 * 2. The timer runs exactly while there are subscribers.
 * 3. A cursor above the store's latest revision belongs to another database: the subscriber is sent `reset` and begins at
 *    the present.
 */
import type { Catalogue, LiveEvent } from "../../api/events.js";
import type { RunRecord } from "../../core/records.js";
import type { Store } from "../../store/store.js";
import { findSweep } from "../find-run.js";
import { toRunRow } from "../run-rows.js";

export interface Subscription {
  /** Revision that the subscriber has seen; null: the present one. */
  cursor: number | null;
  /** Name of the sweep whose runs it wants; null: all. */
  sweep: string | null;
  /** `id` is the revision from which a new subscription would go on. */
  send(event: LiveEvent, id: number): void;
}

export interface LiveUpdatesOptions {
  store: Store;
  now(): number;
  onDefect(error: unknown): void;
  pollMs?: number;
}

type Subscriber = Subscription & { cursor: number };

const POLL_MS = 300; // below what a person notices; one indexed query
const PAGE = 200; // runs read at once

export class LiveUpdates {
  readonly #options: LiveUpdatesOptions;
  readonly #subscribers = new Set<Subscriber>();
  #timer: NodeJS.Timeout | null = null;
  #catalogue = "";

  constructor(options: LiveUpdatesOptions) {
    this.#options = options;
  }

  get isPolling(): boolean {
    return this.#timer !== null;
  }

  /** Sends what was missed at once, then what changes. @returns a function that ends it. @throws SweepError("not-found") */
  subscribe(subscription: Subscription): () => void {
    const { store } = this.#options;
    if (subscription.sweep !== null) findSweep(store, subscription.sweep);
    const latest = store.latestRevision();
    const subscriber = { ...subscription, cursor: subscription.cursor ?? latest };
    if (subscriber.cursor > latest) {
      subscriber.cursor = latest;
      subscriber.send({ type: "reset" }, latest);
    }
    this.#add(subscriber);
    return () => this.#remove(subscriber);
  }

  #add(subscriber: Subscriber): void {
    const catalogue = readCatalogue(this.#options.store);
    if (this.#subscribers.size === 0) this.#catalogue = JSON.stringify(catalogue);
    subscriber.send({ type: "catalogue", catalogue }, subscriber.cursor);
    this.#catchUp(subscriber);
    this.#subscribers.add(subscriber);
    this.#timer ??= setInterval(() => this.#poll(), this.#options.pollMs ?? POLL_MS);
  }

  #remove(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
    if (this.#subscribers.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #poll(): void {
    try {
      const latest = this.#options.store.latestRevision();
      for (const subscriber of this.#subscribers) {
        if (subscriber.cursor < latest) this.#catchUp(subscriber);
      }
      this.#announceCatalogue();
    } catch (error) {
      this.#options.onDefect(error); // the next poll tries again: cursors only advance with what was sent
    }
  }

  #catchUp(subscriber: Subscriber): void {
    let page: RunRecord[];
    do {
      page = this.#options.store.runsSince(subscriber.cursor, PAGE);
      this.#sendRuns(subscriber, page);
    } while (page.length === PAGE);
  }

  #sendRuns(subscriber: Subscriber, runs: readonly RunRecord[]): void {
    const { store } = this.#options;
    const sweep = subscriber.sweep === null ? null : store.findSweep(subscriber.sweep);
    for (const record of runs) {
      const run = toRunRow(record, sweep, this.#options);
      const isWanted = subscriber.sweep === null || run.sweeps.includes(subscriber.sweep);
      if (isWanted) subscriber.send({ type: "run", run }, run.revision);
      subscriber.cursor = run.revision;
    }
  }

  #announceCatalogue(): void {
    const catalogue = readCatalogue(this.#options.store);
    if (JSON.stringify(catalogue) === this.#catalogue) return;
    this.#catalogue = JSON.stringify(catalogue);
    for (const { send, cursor } of this.#subscribers)
      send({ type: "catalogue", catalogue }, cursor);
  }
}

function readCatalogue(store: Store): Catalogue {
  const sweeps = store.listSweeps().map(({ name, updatedAt }) => [name, updatedAt]);
  return { champion: store.resolveAlias("champion"), sweeps: Object.fromEntries(sweeps) };
}
