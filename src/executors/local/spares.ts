/**
 * Hosts that are started before they are needed. Invariants:
 *
 * 1. A host is in the pool or belongs to a run, never both.
 * 2. The pool is filled only when it is told a count or gives a host away: a trainer whose import crashes the process does
 *    not make it start hosts forever.
 */
import { type HostOptions, HostProcess } from "./host-process.js";

/** Hosts are interchangeable when they have imported the same module; undefined: none, for commands. */
export type SpareKind = string | undefined;

export class SparePool {
  readonly #options: Omit<HostOptions, "moduleUrl">;
  readonly #wanted = new Map<SpareKind, number>();
  readonly #spares = new Map<SpareKind, HostProcess[]>();
  readonly #leaving = new Set<Promise<void>>();

  constructor(options: Omit<HostOptions, "moduleUrl">) {
    this.#options = options;
  }

  /** Keeps `count` spares of this kind from now on. */
  warm(kind: SpareKind, count: number): void {
    this.#wanted.set(kind, count);
    for (const surplus of this.#of(kind).splice(count)) this.#discard(surplus);
    this.#fill(kind);
  }

  /** A spare, best one that is ready, else a new host. @throws SweepError("environment") when none can be started. */
  async take(kind: SpareKind): Promise<HostProcess> {
    const spares = this.#of(kind);
    const ready = spares.findIndex((spare) => spare.ready);
    const host = spares.splice(Math.max(0, ready), 1)[0] ?? this.#start(kind);
    await host.started();
    this.#fill(kind);
    return host;
  }

  /** Ends all spares and resolves once they are gone. */
  async close(): Promise<void> {
    for (const kind of this.#spares.keys()) this.warm(kind, 0);
    await Promise.all(this.#leaving);
  }

  /** The living spares of a kind; those that are gone are dropped. */
  #of(kind: SpareKind): HostProcess[] {
    const [dead, alive] = partition(this.#spares.get(kind) ?? [], (spare) => spare.isGone);
    for (const spare of dead) this.#discard(spare);
    this.#spares.set(kind, alive);
    return alive;
  }

  #fill(kind: SpareKind): void {
    const spares = this.#of(kind);
    try {
      while (spares.length < (this.#wanted.get(kind) ?? 0)) spares.push(this.#start(kind));
    } catch {
      // A spare only saves time. The run that needs a host tries again, and tells what is wrong.
    }
  }

  #start(kind: SpareKind): HostProcess {
    return new HostProcess({ ...this.#options, moduleUrl: kind });
  }

  #discard(spare: HostProcess): void {
    const leaving = spare.discard().finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }
}

function partition<T>(items: T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
