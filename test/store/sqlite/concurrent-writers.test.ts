import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import type { Store } from "../../../src/store/store.js";
import { newRun, newSweep } from "../examples.js";
import { temporaryStoreFile } from "../temporary.js";
import { nextMessage, startFixture } from "./children.js";

const RUNS = 120;
const PROCESSES = 4;

let temporary: ReturnType<typeof temporaryStoreFile>;
let store: Store;
beforeEach(() => {
  temporary = temporaryStoreFile();
  store = openSqliteStore({ file: temporary.file });
});
afterEach(() => {
  store.close();
  temporary.remove();
});

it("gives each run to one of several processes that claim, report and end runs at once", async () => {
  const ids = Array.from({ length: RUNS }, (_, i) => `run${String(i).padStart(3, "0")}`);
  const { id } = store.saveSweep(newSweep(), 10);
  store.setSweepRuns(
    id,
    ids.map((each) => newRun(each)),
    10,
  );
  const children = await Promise.all(
    Array.from({ length: PROCESSES }, () => startFixture("store-claimer.mjs", temporary.file)),
  );
  const answers = children.map(nextMessage); // it rejects when a child fails, for example with "database is locked"
  for (const child of children) child.send("begin");
  const claimed = (await Promise.all(answers)) as string[][];

  expect(claimed.flat().sort()).toEqual(ids);
  const runs = store.listSweepRuns(id);
  expect(new Set(runs.map(({ state, attempt }) => `${state} ${attempt}`))).toEqual(
    new Set(["finished 1"]),
  );
  expect(new Set(runs.map(({ revision }) => revision)).size).toBe(RUNS);
  for (const run of ids) expect(store.curve(run, "loss")).toHaveLength(5);
});
