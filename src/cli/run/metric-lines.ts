const LINE_EVERY_MS = 5_000; // a log that a person follows; a script that logs every step would bury all else in it

/**
 * Holds a run's lines back to one every few seconds. The newest is never lost: it takes the place of one that waits, and comes
 * when its time has come or when the run ends.
 */
export class MetricLines {
  readonly #now: () => number;
  readonly #runs = new Map<string, { shownAt: number; waiting: string | null }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns the line where it may be shown now, else none. */
  take(runId: string, line: string): string[] {
    const shownAt = this.#runs.get(runId)?.shownAt ?? Number.NEGATIVE_INFINITY;
    const now = this.#now();
    const isDue = now - shownAt >= LINE_EVERY_MS;
    this.#runs.set(runId, isDue ? { shownAt: now, waiting: null } : { shownAt, waiting: line });
    return isDue ? [line] : [];
  }

  /** @returns what still waits of a run that has ended. */
  end(runId: string): string[] {
    const waiting = this.#runs.get(runId)?.waiting ?? null;
    this.#runs.delete(runId);
    return waiting === null ? [] : [waiting];
  }
}
