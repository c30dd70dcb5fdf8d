import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SweepError } from "../../../src/core/errors.js";
import type { Parameters } from "../../../src/core/json.js";
import type { Field } from "../../../src/query/filter.js";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import { migrate } from "../../../src/store/sqlite/migrate.js";
import { MIGRATIONS } from "../../../src/store/sqlite/migrations/index.js";
import { newRun, newSweep } from "../examples.js";
import { temporaryStoreFile } from "../temporary.js";
import { disconnect, nextMessage, startFixture } from "./children.js";

let temporary: ReturnType<typeof temporaryStoreFile>;
beforeEach(() => {
  temporary = temporaryStoreFile();
});
afterEach(() => temporary.remove());

describe("migrations", () => {
  it("apply one after another, each once, and leave their number", () => {
    const db = new Sqlite(":memory:");
    migrate(db);
    const later = [...MIGRATIONS, "create table later (x)", "insert into later values (1)"];
    migrate(db, later);
    migrate(db, later);
    expect(db.prepare("select * from later").all()).toEqual([{ x: 1 }]);
    expect(db.pragma("user_version", { simple: true })).toBe(later.length);
    expect(() => migrate(db)).toThrow(SweepError);
    db.close();
  });

  it("leave the database as it was when one of them fails", () => {
    const db = new Sqlite(":memory:");
    migrate(db);
    const broken = [...MIGRATIONS, "create table later (x)", "insert into nowhere values (1)"];
    expect(() => migrate(db, broken)).toThrow("no such table: nowhere");
    expect(db.pragma("user_version", { simple: true })).toBe(MIGRATIONS.length);
    expect(db.prepare("select name from sqlite_schema where name = 'later'").all()).toEqual([]);
    db.close();
  });

  it("happen once when four processes open a new database at the same moment", async () => {
    const children = await Promise.all([1, 2, 3, 4].map(() => startFixture("store-opener.mjs")));
    for (let round = 0; round < 8; round++) {
      const file = join(temporary.folder, `${round}.db`);
      const answers = children.map(nextMessage);
      for (const child of children) child.send(file);
      expect(await Promise.all(answers)).toEqual(children.map(() => ({ file })));
      openSqliteStore({ file, readOnly: true }).close();
    }
    expect(await Promise.all(children.map(disconnect))).toEqual([0, 0, 0, 0]);
  });
});

const OLD_STORES = join(import.meta.dirname, "../../fixtures/stores");

/** Makes the database that test/fixtures/stores/<name> describes. */
function restore(name: string, file: string): void {
  const db = new Sqlite(file);
  db.pragma("foreign_keys = off"); // a dump's tables come in the order of their names
  db.exec(readFileSync(join(OLD_STORES, name), "utf8"));
  db.close();
}

function schemaOf(file: string): unknown[] {
  const db = new Sqlite(file, { readonly: true });
  try {
    return db
      .prepare("select name, sql from sqlite_schema where sql is not null order by name")
      .all();
  } finally {
    db.close();
  }
}

describe("a database that is upgraded", () => {
  it("finds its runs by their parameters, as one that was never old", () => {
    const parameters: Parameters[] = [
      {
        a: { b: { c: 1, d: [1, { y: 1, x: 2 }] }, n: null },
        "a.b": 7,
        lr: 1e-300,
        on: true,
        off: false,
      },
      { name: "it's", list: [], object: {}, a: { y: 1, "x y": "`" }, big: 2 ** 60, text: "1" },
    ];
    const runs = parameters.map((each, i) => {
      const run = newRun(`run${i}`);
      return { ...run, definition: { ...run.definition, parameters: each } };
    });
    const db = new Sqlite(temporary.file);
    migrate(db, MIGRATIONS.slice(0, 1));
    const insert = db.prepare(`
      insert into runs (id, key, generation, name, definition, state, created_at, revision)
      values (?, ?, 0, '', ?, 'queued', 10, ?)`);
    runs.forEach(({ id, key, definition }, i) => {
      insert.run(id, key, JSON.stringify(definition), i);
    });
    db.close();
    const old = openSqliteStore({ file: temporary.file });
    const made = openSqliteStore({ file: ":memory:" });
    made.setSweepRuns(made.saveSweep(newSweep(), 10).id, runs, 10);
    expect(old.parameterSummaries(null)).toEqual(made.parameterSummaries(null));
    expect(old.knownNames().parameters).toHaveLength(15);
    const fields = ["variant", "id"].map((name) => ({ kind: "builtin", name }) as Field);
    const query = { sweepId: null, now: 0 };
    expect(old.runValues(query, fields)).toEqual(made.runValues(query, fields));
    old.close();
    made.close();
  });
});

describe("the database of version 2", () => {
  it("keeps annotations and saved views", () => {
    restore("0002.sql", temporary.file);
    const store = openSqliteStore({ file: temporary.file });
    const annotations = { pinned: true, archived: false, note: 'the "best"\nof them' };
    expect(store.getRun("aa")?.annotations).toEqual({ ...annotations, tags: ["it's", "keep"] });
    expect(store.listViews()).toMatchObject([{ name: "best" }]);
    store.close();
  });
});

describe("the database of version 3", () => {
  it("keeps what is paused and what was asked of an orchestrator", () => {
    restore("0003.sql", temporary.file);
    const store = openSqliteStore({ file: temporary.file });
    const sweep = store.findSweep("digits");
    expect(sweep?.pausedAt).toBe(1700000000050);
    expect(store.openRequests(sweep?.id ?? 0)).toMatchObject([{ runId: "bb", action: "stop" }]);
    store.close();
  });
});

describe("the database of version 5", () => {
  it("keeps what became of submissions", () => {
    restore("0005.sql", temporary.file);
    const store = openSqliteStore({ file: temporary.file });
    expect(store.listSubmissions()).toMatchObject([
      { leaderboard: { score: 0.98725, at: 1700000000200 } },
    ]);
    store.close();
  });
});

describe("the database of version 6", () => {
  it("keeps what a run said that its metric came to", () => {
    restore("0006.sql", temporary.file);
    const store = openSqliteStore({ file: temporary.file });
    expect(store.summaries(["aa"], "loss").get("aa")).toMatchObject([
      { result: 2.25, resultStep: 0, min: 0.5 },
    ]);
    store.close();
  });
});

describe("a long curve of an older database", () => {
  it("is sampled as before, from the blocks that it is given", () => {
    const db = new Sqlite(temporary.file);
    migrate(db, MIGRATIONS.slice(0, 3));
    db.exec(`
      insert into runs (id, key, generation, name, definition, state, created_at, revision)
        values ('long', 'key', 0, '', '{"parameters":{}}', 'queued', 10, 1);
      insert into series (id, run_id, name, count, last_step) values (1, 'long', 'loss', 10000, 9999);
      with recursive step (n) as (select 0 union all select n + 1 from step where n < 9999)
      insert into points select 1, n, null, n, case when n = 4321 then 9 when n = 1234 then -9 else 0 end, null from step`);
    db.close();
    const store = openSqliteStore({ file: temporary.file });
    const sampled = store.curveSampled("long", "loss", 1).map(({ step }) => step);
    store.close();
    expect(sampled).toEqual([0, 1234, 4321, 9999]);
  });
});

describe("what a run of an older database said that a metric came to", () => {
  it("is what the run is judged by", () => {
    const db = new Sqlite(temporary.file);
    migrate(db, MIGRATIONS.slice(0, 5));
    db.exec(`
      insert into runs (id, key, generation, name, definition, state, summary, created_at, revision)
        values ('aa', 'key', 0, '', '{"parameters":{}}', 'finished', '{"loss":2,"accuracy":"high","rows":3}', 10, 1);
      insert into series (id, run_id, name, count, last_step, min, min_step, max, max_step)
        values (1, 'aa', 'loss', 3, 2, 1, 0, 2, 1), (2, 'aa', 'accuracy', 1, 0, 1, 0, 1, 0);
      insert into points (series_id, step, time, value) values (1, 0, 0, 1), (1, 1, 0, 2), (1, 2, 0, 2), (2, 0, 0, 1)`);
    db.close();
    const store = openSqliteStore({ file: temporary.file });
    expect(store.summaries(["aa"]).get("aa")).toMatchObject([
      { name: "accuracy", result: null, resultStep: null },
      { name: "loss", result: 2, resultStep: 2 },
    ]);
    store.close();
  });
});

describe.each(readdirSync(OLD_STORES))("the old database %s", (name) => {
  it("has the schema that its migrations still make", () => {
    const version = Number.parseInt(name, 10);
    restore(name, temporary.file);
    const made = join(temporary.folder, "made.db");
    const db = new Sqlite(made);
    migrate(db, MIGRATIONS.slice(0, version));
    db.close();
    expect(schemaOf(temporary.file)).toEqual(schemaOf(made));
  });

  it("is upgraded and read, whole", () => {
    restore(name, temporary.file);
    const store = openSqliteStore({ file: temporary.file });
    const pid = { host: "lab", bootId: "b00t", startTime: 7 };
    expect(store.findSweep("digits")).toMatchObject({
      metric: { name: "val_accuracy", goal: "maximize" },
      owner: { ...pid, pid: 41 },
    });
    expect(store.listSweepRuns(1, { all: true })).toMatchObject([
      {
        ...{ id: "aa", state: "finished", attempt: 2, outcome: { type: "finished" } },
        summary: { backend: "cpu", parameters: 7850 },
        progress: { done: 2, total: 2, unit: "epoch", status: "training" },
      },
      { id: "bb", state: "running", attempt: 1, process: { ...pid, pid: 44 } },
      { id: "cc", state: "queued", definition: { parameters: { lr: 0.1, layers: [32, 10] } } },
      { id: "dd", state: "queued" },
    ]);
    expect(store.listAttempts("aa")).toMatchObject([
      { outcome: { type: "exit-code", code: 3, message: `it's "no" data` } },
      { outcome: { type: "finished" }, maxRssBytes: 123_456_789, cpuSeconds: 1.5 },
    ]);
    expect(store.curve("aa", "loss").map(({ value }) => value)).toEqual([2.25, Number.NaN, 0.5]);
    expect(store.summaries(["aa"]).get("aa")).toMatchObject([
      { name: "loss", count: 3, last: 0.5, minStep: 2, maxStep: 0, nonFinite: "NaN" },
      { name: "val_accuracy", count: 1, last: 0.9875 },
    ]);
    expect(store.listArtifacts("aa")).toMatchObject([{ path: "model/weights.bin", bytes: 31_400 }]);
    expect(store.resolveAlias("champion")).toBe("aa");
    expect(store.listPromotions("champion")).toHaveLength(3);
    expect(store.listSubmissions()).toMatchObject([{ runId: "aa", expected: { low: 0.985 } }]);
    expect(store.parameterSummaries(null).map(({ name, runs }) => `${name} ${runs}`)).toEqual([
      ...["layers 4", "lr 4"],
    ]);
    store.close();
  });
});
