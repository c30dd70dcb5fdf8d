/**
 * Follows the server's events. Invariants:
 *
 * 1. The stream begins at the revision that the page's data was read at, and the browser resumes at the last event's id:
 *    nothing is missed.
 * 2. Where the browser gives up (the server answered with an error), or the server says that our cursor is void or that more
 *    changed than it sends, `onReset` asks for the data to be read anew; this stream is closed then.
 */
import type { Catalogue, LiveEvent } from "../../src/api/events.js";
import type { RunRow } from "../../src/api/runs.js";

export interface LiveOptions {
  /** Null: runs of all sweeps. */
  sweep: string | null;
  /** Revision of the data that is shown; null: of runs only what changes from now on. */
  since: number | null;
  onRun(run: RunRow): void;
  /** More runs changed than are told one by one: what was read is old. */
  onChanged(): void;
  onCatalogue(catalogue: Catalogue): void;
  onReset(): void;
  onConnection(isConnected: boolean): void;
}

/** @returns a function that ends it. */
export function follow(options: LiveOptions): () => void {
  const query = new URLSearchParams();
  if (options.since !== null) query.set("lastEventId", String(options.since));
  if (options.sweep !== null) query.set("sweep", options.sweep);
  const source = new EventSource(`/api/events?${query}`);
  source.onopen = () => options.onConnection(true);
  source.onmessage = (message) => {
    const event: LiveEvent = JSON.parse(message.data);
    if (event.type === "reset") source.close();
    dispatch(event, options);
  };
  source.onerror = () => {
    options.onConnection(false);
    if (source.readyState === EventSource.CLOSED) options.onReset();
  };
  return () => source.close();
}

function dispatch(event: LiveEvent, options: LiveOptions): void {
  switch (event.type) {
    case "run":
      options.onRun(event.run);
      break;
    case "changed":
      options.onChanged();
      break;
    case "catalogue":
      options.onCatalogue(event.catalogue);
      break;
    case "reset":
      options.onReset();
      break;
  }
}
