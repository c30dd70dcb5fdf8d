import type { Store } from "../store.js";
import { createAnnotationStore } from "./annotations.js";
import { createArtifactStore } from "./artifacts.js";
import { createChangeStamp } from "./change-stamp.js";
import { type ConnectionOptions, connect } from "./connection.js";
import { createControlStore } from "./control-requests.js";
import { createMetricQueries } from "./curves.js";
import { createIngest } from "./ingest.js";
import { createEverything } from "./journal/everything.js";
import { createJournal, journalFile } from "./journal/journal.js";
import { createRestore } from "./journal/restore.js";
import { createPromotionStore } from "./promotions.js";
import { createQueryStore } from "./queries.js";
import { createRunChanges } from "./run-changes.js";
import { createRunQueries } from "./run-queries.js";
import { createSubmissionStore } from "./submissions.js";
import { createSweepRuns } from "./sweep-runs.js";
import { createSweepStore } from "./sweeps.js";
import { createViewStore } from "./views.js";

const BUSY_TIMEOUT_MS = 15_000; // a batch takes milliseconds; this is for a dozen writers on a busy, slow disk

export type SqliteStoreOptions = Pick<ConnectionOptions, "file"> & Partial<ConnectionOptions>;

/**
 * Opens the store in a SQLite file; the caller closes it. Any number of processes may have it open at once.
 * @param options.readOnly - nothing is created or upgraded, and every change throws SweepError("environment").
 * @throws SweepError: "not-found" when `readOnly` and there is no file; "environment" when the file is no database of
 *   sweep, is newer than this code, or cannot be opened.
 */
export function openSqliteStore(options: SqliteStoreOptions): Store {
  const connection = connect({ readOnly: false, busyTimeoutMs: BUSY_TIMEOUT_MS, ...options });
  const writeJournal = createJournal(journalFile(connection.db.name), createEverything(connection));
  const store = {
    ...createSweepStore(connection),
    ...createSweepRuns(connection),
    ...createRunQueries(connection),
    ...createRunChanges(connection),
    ...createIngest(connection),
    ...createQueryStore(connection),
    ...createAnnotationStore(connection, writeJournal),
    ...createViewStore(connection, writeJournal),
    ...createMetricQueries(connection),
    ...createArtifactStore(connection),
    ...createPromotionStore(connection, writeJournal),
    ...createSubmissionStore(connection, writeJournal),
    ...createControlStore(connection),
    changeStamp: createChangeStamp(connection),
    close: connection.close,
  };
  return { ...store, restoreJournal: createRestore(connection, store) };
}
