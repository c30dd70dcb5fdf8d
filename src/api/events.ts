import type { RunRow } from "./runs.js";

/**
 * GET /api/events?sweep=: server-sent events, each message's data is one of these as JSON and its id the store's revision.
 * A connection begins after `Last-Event-ID` (header) or `lastEventId` (query), else at the present.
 */
export type LiveEvent =
  /** The run as it is now. */
  | { type: "run"; run: RunRow }
  /** The run that the alias `champion` points at; sent on connecting and when it changes. */
  | { type: "champion"; runId: string | null }
  /** The cursor belongs to another database: what was read before is void. */
  | { type: "reset" };
