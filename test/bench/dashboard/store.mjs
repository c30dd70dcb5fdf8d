/**
 * A large store for the dashboard's benchmarks: 10,000 runs with 20 parameters, 5 metrics and 1,000 points each, and one run
 * with a curve of a million points. Runs are made by the store itself; points, 50 million of them, by one SQL statement for each
 * hundred runs, in the order of their key and without a journal. The file (about 2 GB) is kept in the temporary folder and used
 * again until its recipe below changes.
 */
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { openSqliteStore } from "../../../dist/store/sqlite/index.js";

const RECIPE = 1; // raise it when what is made changes
const DEFAULTS = { runs: 10_000, points: 1_000, longCurve: 1_000_000 };
const METRICS = ["loss", "accuracy", "val_loss", "val_accuracy", "learning_rate"];
export const SWEEP = "large";
export const LONG_SWEEP = "long";
const BEGIN = Date.UTC(2026, 0, 1);
const RUNS_AT_ONCE = 100;

/** @returns the folder of runs, with `sweep.db` in it. */
export function largeStore(options = {}) {
  const size = { ...DEFAULTS, ...options };
  const name = `sweep-bench-${RECIPE}-${size.runs}-${size.points}-${size.longCurve}`;
  const folder = join(tmpdir(), name);
  const file = join(folder, "sweep.db");
  if (existsSync(file)) {
    openSqliteStore({ file }).close(); // upgrades it where the schema has gone on
    return folder;
  }
  const began = Date.now();
  const draft = `${folder}.tmp`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  fill(join(draft, "sweep.db"), size);
  renameSync(draft, folder);
  const seconds = Math.round((Date.now() - began) / 1000);
  console.log(`made ${file}: ${(statSync(file).size / 1e9).toFixed(1)} GB in ${seconds} s`);
  return folder;
}

function fill(file, { runs, points, longCurve }) {
  const store = openSqliteStore({ file });
  save(
    store,
    SWEEP,
    Array.from({ length: runs }, (_, i) => newRun(i)),
  );
  save(store, LONG_SWEEP, [newRun(runs)]);
  annotate(store, runs);
  store.close();
  const db = new Sqlite(file);
  db.pragma("journal_mode = off");
  db.pragma("synchronous = off");
  db.pragma("cache_size = -200000");
  finish(db, runs);
  for (let first = 1; first <= runs; first += RUNS_AT_ONCE) {
    addPoints(db, first, Math.min(runs, first + RUNS_AT_ONCE - 1), points);
  }
  addPoints(db, runs + 1, runs + 1, longCurve);
  addSummaries(db);
  db.exec("analyze");
  db.pragma("journal_mode = wal");
  db.close();
}

function save(store, name, runs) {
  const metric = { name: "val_accuracy", goal: "maximize" };
  const sweep = {
    name,
    description: "",
    source: "",
    file: `/${name}.yaml`,
    method: "random",
    metric,
  };
  store.setSweepRuns(store.saveSweep(sweep, BEGIN).id, runs, BEGIN);
}

function newRun(i) {
  const id = i.toString(16).padStart(12, "0");
  const definition = {
    trainer: { kind: "builtin", type: "digits" },
    code: "c0de",
    parameters: parametersOf(i),
    seed: i % 5,
    data: { train: { sha256: "da7a" } },
    repeat: i % 5,
  };
  return {
    id,
    key: `key-${id}`,
    generation: 0,
    name: `optimizer=${definition.parameters.optimizer} run ${i}`,
    definition,
  };
}

/** Twenty: words, switches, numbers on a scale, and an object that only some runs have. Five seeds of each combination. */
function parametersOf(i) {
  const variant = Math.floor(i / 5);
  const random = (salt) =>
    ((Math.imul(variant + 1, 2654435761) ^ Math.imul(salt, 40503)) >>> 0) / 2 ** 32;
  const numbers = Array.from({ length: 14 }, (_, k) => [
    `x${k + 1}`,
    Number((random(k) * 10).toPrecision(6)),
  ]);
  return {
    optimizer: ["adam", "sgd", "adamw", "rmsprop"][variant % 4],
    learning_rate: Number((10 ** (-4 + 3 * random(99))).toPrecision(4)),
    batch_norm: variant % 2 === 0,
    batch_size: [32, 64, 128][variant % 3],
    augment: variant % 3 === 0 ? false : { shift: variant % 5, rotation: 10 },
    layers: [32, 64, 10 + (variant % 7)],
    ...Object.fromEntries(numbers),
  };
}

function annotate(store, runs) {
  const ids = Array.from({ length: Math.floor(runs / 50) }, (_, i) => newRun(i * 50).id);
  store.annotateRuns(ids, { addTags: ["keep"] });
  store.annotateRuns(ids.slice(0, 5), { pinned: true });
}

/** Nine in ten are finished, the rest failed; each took some minutes. */
function finish(db) {
  db.exec(`
    update runs set attempt = 1, started_at = created_at + number * 1000, ended_at = created_at + number * 1000 + 60000 + number % 997 * 100,
      state = case when number % 10 = 0 then 'failed' else 'finished' end,
      outcome = case when number % 10 = 0 then '{"type":"exit-code","code":1}' else '{"type":"finished"}' end,
      progress = '{"done":1000,"total":1000,"unit":"step","status":"training"}', summary = '{"backend":"compiled"}';
    insert into attempts (run_id, attempt, started_at, ended_at, outcome) select id, 1, started_at, ended_at, outcome from runs;`);
  const add = db.prepare(
    "insert into series (run_id, name) select id, ? from runs order by number",
  );
  for (const metric of METRICS) add.run(metric);
}

/** A curve that levels off, with noise; `series.id` is (metric - 1) × runs + the run's number, so runs' points lie apart. */
function addPoints(db, first, last, points) {
  db.prepare(`
    with recursive step (n) as (select 0 union all select n + 1 from step where n + 1 < @points)
    insert into points (series_id, step, epoch, time, value, kind)
    select series.id, n, n / 100.0, runs.started_at + n * 60,
      0.5 + 0.45 * n / (n + 50.0 + series.id % 37) + ((n * 7919 + series.id * 104729) % 1000) / 50000.0, null
    from (select * from runs where number between @first and @last) as runs
    cross join series on series.run_id = runs.id cross join step`).run({ first, last, points });
}

function addSummaries(db) {
  db.exec(`
    create temp table summed as
      select series_id as id, count(*) as count, min(value) as min, max(value) as max, max(step) as last_step from points group by series_id;
    create index temp.summed_by_id on summed (id);
    update series set count = s.count, min = s.min, min_step = 0, max = s.max, max_step = s.last_step, last_step = s.last_step,
      last = (select value from points where series_id = series.id and step = s.last_step)
    from summed as s where s.id = series.id;`);
}
