/**
 * One connection to the database, of several that may be open at once in as many processes. Invariants:
 *
 * 1. Every write is an immediate transaction: it takes the write lock before it reads, so that what it decides by is
 *    still true when it commits, and it waits its turn instead of failing half-way.
 * 2. `synchronous = NORMAL`: a killed process loses nothing, as its commits are with the operating system. A power cut may
 *    take the last commits, whole ones only; metrics are then read again from the event files, from the offset that was
 *    taken along with them.
 */
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite, { type Database } from "better-sqlite3";
import { SweepError } from "../../core/errors.js";
import { makeFolder } from "../../core/make-folder.js";
import { defineFunctions } from "./functions.js";
import { migrate, requireNewest } from "./migrate.js";
import { explain } from "./sqlite-error.js";
import { useWriteAheadLog } from "./write-ahead-log.js";

const CACHE_KIB = 64 * 1024; // holds the runs and summaries of ten thousand runs, which every sort reads; taken as it is used

export interface Connection {
  db: Database;
  /** Runs `work` as one transaction. @throws SweepError("environment") when the disk or a lock prevents it. */
  write<T>(work: () => T): T;
  close(): void;
}

export interface ConnectionOptions {
  /** Path of the database; created with its folder unless `readOnly`. */
  file: string;
  readOnly: boolean;
  /** How long a call waits for other processes' transactions, in milliseconds. */
  busyTimeoutMs: number;
}

/** @throws SweepError: "not-found" when there is nothing to read, "environment" when the file is not usable. */
export function connect(options: ConnectionOptions): Connection {
  const { file, readOnly, busyTimeoutMs } = options;
  if (readOnly && !existsSync(file)) {
    throw new SweepError("not-found", `${file}: expected a database, got no file`);
  }
  if (!readOnly) makeFolder(dirname(file));
  let db: Database | null = null;
  try {
    db = new Sqlite(file, { readonly: readOnly, timeout: busyTimeoutMs });
    prepareDatabase(db, options);
    return connectionTo(db);
  } catch (error) {
    db?.close();
    throw explain(error, file);
  }
}

function prepareDatabase(db: Database, { readOnly, busyTimeoutMs }: ConnectionOptions): void {
  db.pragma("foreign_keys = on");
  db.pragma(`cache_size = -${CACHE_KIB}`);
  defineFunctions(db);
  if (readOnly) {
    requireNewest(db);
    return;
  }
  migrate(db); // first of all: it refuses databases that are not ours to change
  useWriteAheadLog(db, busyTimeoutMs);
  db.pragma("synchronous = normal");
}

function connectionTo(db: Database): Connection {
  const transaction = db.transaction((work: () => unknown) => work());
  return {
    db,
    write<T>(work: () => T): T {
      try {
        return transaction.immediate(work) as T; // what `work` returned
      } catch (error) {
        throw explain(error, db.name);
      }
    },
    close: () => {
      db.close();
    },
  };
}
