import type { RunRow } from "./runs.js";

/**
 * GET /api/events?sweep=: server-sent events, each message's data is one of these as JSON and its id the store's revision.
 * A connection begins after `Last-Event-ID` (header) or `lastEventId` (query), else at the present.
 */
export type LiveEvent =
  /** The run as it is now. */
  | { type: "run"; run: RunRow }
  /** What the store says besides runs; sent on connecting and when it changes. */
  | { type: "catalogue"; catalogue: Catalogue }
  /** The cursor belongs to another database: what was read before is void. */
  | { type: "reset" };

export interface Catalogue {
  /** The run that the alias `champion` points at. */
  champion: string | null;
  /** When each sweep was last changed, by name: where that differs from what was read, its list of runs may as well. */
  sweeps: Record<string, number>;
}
