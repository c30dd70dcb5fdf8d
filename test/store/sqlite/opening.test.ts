import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SweepError } from "../../../src/core/errors.js";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import { MIGRATIONS } from "../../../src/store/sqlite/migrations/index.js";
import { newRun, newSweep } from "../examples.js";
import { temporaryStoreFile } from "../temporary.js";

let temporary: ReturnType<typeof temporaryStoreFile>;
beforeEach(() => {
  temporary = temporaryStoreFile();
});
afterEach(() => temporary.remove());

/** The error that opening ends in. */
function errorOf(options: { file: string; readOnly?: boolean }): SweepError {
  try {
    openSqliteStore(options).close();
  } catch (error) {
    if (error instanceof SweepError) return error;
    throw error;
  }
  throw new Error("expected an error, got a store");
}

function withDatabase(file: string, work: (db: Sqlite.Database) => void): void {
  const db = new Sqlite(file);
  try {
    work(db);
  } finally {
    db.close();
  }
}

describe("opening a SQLite store", () => {
  it("makes the folder and keeps what was written", () => {
    const file = join(temporary.folder, "deep/er/sweep.db");
    const first = openSqliteStore({ file });
    const saved = first.saveSweep(newSweep(), 10);
    first.close();
    const second = openSqliteStore({ file });
    expect(second.findSweep("digits")).toEqual(saved);
    second.close();
  });

  it("leaves no journal behind when the last connection closes", () => {
    const { file } = temporary;
    const store = openSqliteStore({ file });
    store.saveSweep(newSweep(), 10);
    expect(existsSync(`${file}-wal`)).toBe(true);
    store.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it("takes an empty file for a new database", () => {
    writeFileSync(temporary.file, "");
    const store = openSqliteStore({ file: temporary.file });
    expect(store.listSweeps()).toEqual([]);
    store.close();
  });

  it("refuses a file that is no database", () => {
    const { file } = temporary;
    writeFileSync(file, "run,loss\n1,0.5\n".repeat(100));
    expect(errorOf({ file })).toMatchObject({
      code: "environment",
      message: `${file}: expected a SQLite database, got a file of another kind; move it away, and \`sweep reindex\` rebuilds it from the run folders (SQLITE_NOTADB)`,
    });
  });

  it("refuses a folder", () => {
    const { file } = temporary;
    mkdirSync(file);
    expect(errorOf({ file })).toMatchObject({
      code: "environment",
      message: `${file}: the database cannot be opened (SQLITE_CANTOPEN)`,
    });
  });

  it("says so when the folder cannot be made", () => {
    writeFileSync(temporary.file, "");
    const error = errorOf({ file: join(temporary.file, "sweep.db") });
    expect(error.code).toBe("environment");
    expect(error.message).toMatch(`${temporary.file}: the folder cannot be made: EEXIST`);
  });

  it("refuses a database of another program, and leaves it alone", () => {
    const { file } = temporary;
    withDatabase(file, (db) => db.exec("create table photos (name text)"));
    const message = `${file}: expected a database of sweep, got a SQLite database of another program`;
    expect(errorOf({ file })).toMatchObject({ code: "environment", message });
    withDatabase(file, (db) => db.pragma("user_version = 1"));
    expect(errorOf({ file })).toMatchObject({ code: "environment", message });
    withDatabase(file, (db) => {
      expect(db.prepare("select name from sqlite_schema").pluck().all()).toEqual(["photos"]);
      expect(db.pragma("journal_mode", { simple: true })).toBe("delete");
    });
  });

  it("refuses a database that is newer than the code", () => {
    const { file } = temporary;
    openSqliteStore({ file }).close();
    withDatabase(file, (db) => db.pragma("user_version = 999"));
    expect(errorOf({ file })).toMatchObject({
      code: "environment",
      message: `${file}: expected schema version ${MIGRATIONS.length} or older, got 999: it was written by a newer sweep; upgrade this one`,
    });
  });

  it("refuses a database that is damaged", () => {
    const { file } = temporary;
    const store = openSqliteStore({ file });
    const { id } = store.saveSweep(newSweep(), 10);
    store.setSweepRuns(id, [newRun("aa")], 10);
    store.close();
    withDatabase(file, (db) => {
      db.unsafeMode();
      db.pragma("writable_schema = on");
      db.exec("update sqlite_schema set rootpage = 9999 where name = 'sweeps'");
    });
    const error = errorOf({ file });
    expect(error.code).toBe("environment");
    expect(error.message).toMatch(`${file}: the database is damaged`);
  });
});

describe("a store that is open for reading only", () => {
  it("does not come about where there is no file", () => {
    const { file } = temporary;
    expect(errorOf({ file, readOnly: true })).toMatchObject({
      code: "not-found",
      message: `${file}: expected a database, got no file`,
    });
    expect(existsSync(file)).toBe(false);
  });

  it("sees what others write, and refuses to write", () => {
    const { file } = temporary;
    const writer = openSqliteStore({ file });
    const reader = openSqliteStore({ file, readOnly: true });
    writer.saveSweep(newSweep(), 10);
    expect(reader.findSweep("digits")).not.toBeNull();
    const write = () => reader.saveSweep(newSweep(), 20);
    expect(write).toThrow(SweepError);
    expect(write).toThrow(`${file}: the database cannot be written to (SQLITE_READONLY)`);
    reader.close();
    writer.close();
  });

  it("does not upgrade an older database", () => {
    const { file } = temporary;
    withDatabase(file, () => {});
    expect(errorOf({ file, readOnly: true })).toMatchObject({
      code: "environment",
      message:
        `${file}: expected schema version ${MIGRATIONS.length}, got 0, and it was opened for reading only; ` +
        "any command that writes, such as `sweep run`, upgrades it",
    });
  });
});

describe("a write that another process holds up", () => {
  it("fails in words once it has waited long enough", () => {
    const { file } = temporary;
    openSqliteStore({ file }).close();
    const store = openSqliteStore({ file, busyTimeoutMs: 20 });
    withDatabase(file, (db) => {
      db.exec("begin immediate");
      const write = () => store.saveSweep(newSweep(), 10);
      expect(write).toThrow(SweepError);
      expect(write).toThrow(
        `${file}: another process kept the database locked for too long (SQLITE_BUSY)`,
      );
      db.exec("rollback");
      expect(write).not.toThrow();
    });
    store.close();
  });
});
