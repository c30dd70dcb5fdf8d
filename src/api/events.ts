import type { RunRow } from "./runs.js";

/**
 * GET /api/events?sweep=: server-sent events, each message's data is one of these as JSON and its id the store's revision.
 * A connection begins after `Last-Event-ID` (header) or `lastEventId` (query), else at the present.
 *
 * Filters, orders and pages are the reader's: a run that changed may enter or leave what is shown. So a page replaces the row
 * that it shows at once, and reads its list again at most every second or so while `run` and `changed` keep coming. It need not
 * keep anything of an event: what is sent never grows with the time that a page stays open or was away.
 */
export type LiveEvent =
  /** The run as it is now: its state, metrics, tags, note, pin or archive changed. */
  | { type: "run"; run: RunRow }
  /** More runs changed at once, or while the reader was away, than are sent one by one: what was read is old, read it again. */
  | { type: "changed"; runs: number }
  /** What the store says besides runs; sent on connecting and when it changes. */
  | { type: "catalogue"; catalogue: Catalogue }
  /** The cursor belongs to another database: what was read before is void. */
  | { type: "reset" };

export interface Catalogue {
  /** The run that the alias `champion` points at. */
  champion: string | null;
  /** When each sweep was last changed, by name: where that differs from what was read, its list of runs may as well. */
  sweeps: Record<string, number>;
  /** Those that have an orchestrator; without one whose process is gone. */
  owned: string[];
  /** Another word whenever a submission was added, pushed or scored. */
  submissions: string;
}
