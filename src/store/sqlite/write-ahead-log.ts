import Sqlite, { type Database } from "better-sqlite3";

const RETRY_MS = 10; // the other process needs about as long to open its connection

/**
 * Switches the database to write-ahead logging, which lasts. SQLite's own busy timeout does not cover the switch: where two
 * connections try it at once, waiting for each other would never end, so that one of them is refused at once and tries again.
 */
export function useWriteAheadLog(db: Database, timeoutMs: number): void {
  for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
    try {
      db.pragma("journal_mode = wal");
      return;
    } catch (error) {
      if (!isBusy(error) || waitedMs >= timeoutMs) throw error;
    }
    sleep(RETRY_MS);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

/** Blocks the thread, as every call of a store does while it waits for a lock. */
function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
