import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SweepError } from "../../../src/core/errors.js";
import { connect } from "../../../src/store/sqlite/connection.js";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import type { Store } from "../../../src/store/store.js";
import { newRun, newSweep } from "../examples.js";
import { temporaryStoreFile } from "../temporary.js";

let temporary: ReturnType<typeof temporaryStoreFile>;
let store: Store;
beforeEach(() => {
  temporary = temporaryStoreFile();
  store = openSqliteStore({ file: temporary.file });
  const { id } = store.saveSweep(newSweep(), 10);
  store.setSweepRuns(id, [newRun("aa")], 10);
});
afterEach(() => {
  store.close();
  temporary.remove();
});

function edit(sql: string): void {
  const db = new Sqlite(temporary.file);
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

it("names the column and the run where JSON was edited into something else", () => {
  edit(`update runs set outcome = '{"type":"exit-code","code":"three"}'`);
  expect(() => store.getRun("aa")).toThrow(
    'runs.outcome of aa: code: Invalid input: expected number, received string in {"type":"exit-code","code":"three"}',
  );
});

it("names the column and the run where there is no JSON at all", () => {
  edit("update runs set summary = 'gone'");
  expect(() => store.getRun("aa")).toThrow("runs.summary of aa: expected JSON, got gone (");
});

it("says that the disk is full, and has stored nothing of that call", () => {
  const connection = connect({ file: temporary.file, readOnly: false, busyTimeoutMs: 100 });
  try {
    connection.db.exec("create table ballast (x)"); // stands for any call's rows
    const pages = Number(connection.db.pragma("page_count", { simple: true }));
    connection.db.pragma(`max_page_count = ${pages}`); // SQLite's own stand-in for a full disk
    const fill = () =>
      connection.write(() => {
        connection.db.exec("insert into ballast values (1)");
        connection.db.exec("insert into ballast values (zeroblob(100000))");
      });
    expect(fill).toThrow(SweepError);
    expect(fill).toThrow(`${temporary.file}: the disk is full (SQLITE_FULL)`);
    expect(connection.db.prepare("select * from ballast").all()).toEqual([]);
  } finally {
    connection.close();
  }
});
