/**
 * Tells subscribers which runs changed. The store is polled, because its writers are other processes. Invariants:
 *
 * 1. A subscriber is told of every run whose revision rises above its cursor: a few are sent, in order of revision, and of more
 *    only their number is (`changed`). The cursor never passes a revision that it was not told of. A run that changed twice
 *    between two polls is sent once, as it is then.
 * 2. A subscriber that does not read is sent nothing until it does, and is then told of all that it missed at once: what waits
 *    for it does not grow.
 * 3. The timer runs exactly while there are subscribers.
 * 4. A cursor above the store's latest revision belongs to another database: the subscriber is sent `reset` and begins at
 *    the present.
 * 5. Whether a run is lost or unattended is no change of its record. A subscriber is sent each run that is when it comes, and each
 *    that becomes so, or is found again, from then on; its cursor stays where it is.
 */
import type { LiveEvent } from "../../api/events.js";
import type { RunRow } from "../../api/runs.js";
import type { RunRecord } from "../../core/records.js";
import { attendances } from "../../selection/lost-runs.js";
import type { Store } from "../../store/store.js";
import type { ServerDeps } from "../deps.js";
import { findSweep } from "../find-run.js";
import { toRunRows } from "../run-rows.js";
import { createStoreView, type StoreView } from "./store-view.js";

export interface Subscription {
  /** Revision that the subscriber has seen; null: the present one. */
  cursor: number | null;
  /** Name of the sweep whose runs it wants; null: all. */
  sweep: string | null;
  /** `id` is the revision from which a new subscription would go on. */
  send(event: LiveEvent, id: number): void;
  /** Has it not yet read what it was sent? Default: it has. */
  isBusy?(): boolean;
}

export interface LiveUpdatesOptions {
  store: Store;
  now(): number;
  liveness: ServerDeps["liveness"];
  onDefect(error: unknown): void;
  pollMs?: number;
}

/** `catalogue` is the last one sent, as JSON; `strays` are the runs that it was told are lost or unattended. */
type Subscriber = Subscription & { cursor: number; catalogue: string; strays: Strays };
type Strays = ReturnType<typeof attendances>;

const POLL_MS = 300; // below what a person notices; where nothing was written, a look at a counter
const POLLS_PER_LOOK = 7; // two seconds: processes are looked at one by one
const MOST_RUNS = 50; // sent one by one; reading a page of the table again costs no more

export class LiveUpdates {
  readonly #options: LiveUpdatesOptions;
  readonly #look: () => StoreView;
  readonly #subscribers = new Set<Subscriber>();
  #timer: NodeJS.Timeout | null = null;
  #polls = 0;

  constructor(options: LiveUpdatesOptions) {
    this.#options = options;
    this.#look = createStoreView(options);
  }

  get isPolling(): boolean {
    return this.#timer !== null;
  }

  /** Sends what was missed at once, then what changes. @returns a function that ends it. @throws SweepError("not-found") */
  subscribe(subscription: Subscription): () => void {
    const { store } = this.#options;
    if (subscription.sweep !== null) findSweep(store, subscription.sweep);
    const view = this.#look();
    const latest = view.latestRevision;
    const cursor = subscription.cursor ?? latest;
    const subscriber: Subscriber = { ...subscription, cursor, catalogue: "", strays: new Map() };
    if (subscriber.cursor > latest) {
      subscriber.cursor = latest;
      subscriber.send({ type: "reset" }, latest);
    }
    this.#add(subscriber, view);
    return () => this.#remove(subscriber);
  }

  #add(subscriber: Subscriber, view: StoreView): void {
    this.#update(subscriber, view);
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
      const view = this.#look();
      for (const subscriber of this.#subscribers) {
        if (!subscriber.isBusy?.()) this.#update(subscriber, view);
      }
      if (this.#polls++ % POLLS_PER_LOOK === 0) this.#lookForStrays(view);
    } catch (error) {
      this.#options.onDefect(error); // the next poll tries again: cursors only advance with what was sent
    }
  }

  #lookForStrays(view: StoreView): void {
    const { store, liveness, now } = this.#options;
    const running = view.running();
    const strays = attendances(store, running, { liveness, now: now() }, view.sweeps);
    for (const subscriber of this.#subscribers) {
      if (subscriber.isBusy?.()) continue;
      const turned = running.filter(({ id }) => strays.get(id) !== subscriber.strays.get(id));
      if (turned.length > 0) this.#sendTurned(subscriber, turned);
      subscriber.strays = strays;
    }
  }

  #sendTurned(subscriber: Subscriber, runs: readonly RunRecord[]): void {
    if (runs.length > MOST_RUNS)
      subscriber.send({ type: "changed", runs: runs.length }, subscriber.cursor);
    else
      for (const run of this.#rowsFor(subscriber, runs))
        subscriber.send({ type: "run", run }, subscriber.cursor);
  }

  /** Rows as this subscriber shows them, those of other sweeps left out. */
  #rowsFor({ sweep }: Subscriber, runs: readonly RunRecord[]): RunRow[] {
    const judge = sweep === null ? null : this.#options.store.findSweep(sweep);
    const rows = toRunRows(runs, judge, this.#options);
    return rows.filter(({ sweeps }) => sweep === null || sweeps.includes(sweep));
  }

  #update(subscriber: Subscriber, { catalogue, text, latestRevision }: StoreView): void {
    if (text !== subscriber.catalogue) {
      subscriber.send({ type: "catalogue", catalogue }, subscriber.cursor);
      subscriber.catalogue = text;
    }
    if (subscriber.cursor < latestRevision) this.#catchUp(subscriber, latestRevision);
  }

  #catchUp(subscriber: Subscriber, latest: number): void {
    const { store } = this.#options;
    const runs = store.runsSince(subscriber.cursor, MOST_RUNS + 1);
    if (runs.length <= MOST_RUNS) {
      this.#sendRuns(subscriber, runs);
      return;
    }
    const sweep = subscriber.sweep === null ? null : store.findSweep(subscriber.sweep);
    const count = store.countChanged(subscriber.cursor, sweep?.id ?? null);
    if (count > 0) subscriber.send({ type: "changed", runs: count }, latest);
    subscriber.cursor = latest;
  }

  #sendRuns(subscriber: Subscriber, runs: readonly RunRecord[]): void {
    for (const run of this.#rowsFor(subscriber, runs))
      subscriber.send({ type: "run", run }, run.revision);
    subscriber.cursor = runs.at(-1)?.revision ?? subscriber.cursor;
  }
}
