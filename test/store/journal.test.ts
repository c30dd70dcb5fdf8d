import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { openSqliteStore } from "../../src/store/sqlite/index.js";
import type { Store } from "../../src/store/store.js";
import { newRun, newSweep } from "./examples.js";
import { temporaryStoreFile } from "./temporary.js";

const DIST = fileURLToPath(new URL("../../dist/store/sqlite/index.js", import.meta.url));

let file: string;
let folder: string;
let journal: string;
let store: Store;
beforeEach(() => {
  const temporary = temporaryStoreFile();
  ({ file, folder } = temporary);
  journal = join(folder, "journal.jsonl");
  open();
  onTestFinished(() => {
    store.close();
    temporary.remove();
  });
});

function open(): void {
  store = openSqliteStore({ file });
  const sweep = store.findSweep("digits") ?? store.saveSweep(newSweep(), 1);
  store.setSweepRuns(sweep.id, [newRun("aa"), newRun("bb")], 1);
}

/** A new database that knows the runs, as their folders tell of them, and nothing else. */
function loseDatabase(): void {
  store.close();
  for (const name of readdirSync(folder))
    if (name.startsWith("sweep.db")) rmSync(join(folder, name));
  open();
}

function contents(of: Store) {
  return {
    annotations: of.listRuns().map(({ id, annotations }) => ({ id, annotations })),
    views: of.listViews(),
    champion: of.resolveAlias("champion"),
    promotions: of.listPromotions("champion"),
    submissions: of.listSubmissions(),
  };
}

function saySomethingOfEach(): void {
  store.annotateRuns(["aa", "bb"], { addTags: ["old", "keep"], pinned: true });
  store.annotateRuns(["aa"], { removeTags: ["old"], note: "the “best” one\n", archived: true });
  store.saveView({ name: "mine", address: "/?sweep=a", updatedAt: 5 });
  store.saveView({ name: "mine", address: "/?sweep=b", updatedAt: 6 });
  store.saveView({ name: "gone", address: "/", updatedAt: 7 });
  store.deleteView("gone");
  store.promote("champion", "aa", "first", 10);
  store.promote("champion", "bb", "better", 11);
  store.undoPromotion("champion", 12);
  const [first] = ["/a.csv", "/b.csv"].map((path, i) =>
    store.addSubmission({
      ...{ runId: "aa", path, sha256: `5a${i}`, rows: 28_000, createdAt: 20 + i },
      expected: { accuracy: 0.99, low: 0.98, high: 0.995, rows: 4_200 },
      lineage: { model: "m", data: { test: "t" } },
    }),
  );
  store.updateSubmission(first?.id ?? 0, { pushed: { competition: "digits", at: 30 } });
  store.updateSubmission(first?.id ?? 0, { leaderboard: { score: 0.9972, at: 31 } });
}

describe("the journal", () => {
  it("gives a new database every annotation, view, promotion and submission with its score", () => {
    saySomethingOfEach();
    const before = contents(store);
    loseDatabase();
    expect(store.restoreJournal()).toEqual({ restored: 8, problems: [] });
    expect(contents(store)).toEqual(before);
    expect(before.champion).toBe("aa");
    expect(store.restoreJournal()).toEqual({ restored: 0, problems: [] });
    store.undoPromotion("champion", 40);
    expect(store.resolveAlias("champion")).toBeNull();
  });

  it("leaves standing what the database has, and puts older promotions below it", () => {
    saySomethingOfEach();
    loseDatabase();
    store.annotateRuns(["aa"], { note: "new" });
    store.promote("champion", "bb", "since", 50);
    store.restoreJournal();
    expect(store.getRun("aa")?.annotations).toMatchObject({ note: "new", tags: [] });
    expect(store.resolveAlias("champion")).toBe("bb");
    store.undoPromotion("champion", 51);
    expect(store.resolveAlias("champion")).toBe("aa");
  });

  it("is read up to a torn last line, and goes on after it on a line of its own", () => {
    store.annotateRuns(["aa"], { addTags: ["kept"] });
    appendFileSync(journal, '{"v":1,"type":"annot');
    loseDatabase();
    expect(store.restoreJournal()).toEqual({ restored: 1, problems: [] });
    store.annotateRuns(["bb"], { addTags: ["after"] });
    loseDatabase();
    const { restored, problems } = store.restoreJournal();
    expect(restored).toBe(2);
    expect(problems).toEqual([
      `${journal}:2: expected a line of the journal, got {"v":1,"type":"annot`,
    ]);
    expect(store.getRun("bb")?.annotations.tags).toEqual(["after"]);
  });

  it("of a store that had none begins with all that the database has", () => {
    saySomethingOfEach();
    rmSync(journal);
    expect(store.restoreJournal()).toEqual({ restored: 0, problems: [] });
    store.annotateRuns(["bb"], { note: "first change since" });
    const before = contents(store);
    loseDatabase();
    store.restoreJournal();
    expect(contents(store)).toEqual(before);
  });

  it("names the runs that it speaks of and that are not there", () => {
    store.promote("champion", "aa", "first", 10);
    const line = readFileSync(journal, "utf8");
    appendFileSync(journal, line.replace('"aa"', '"zz"'));
    loseDatabase();
    const { restored, problems } = store.restoreJournal();
    expect(restored).toBe(1);
    expect(problems).toEqual([expect.stringContaining("run zz is left out")]);
  });

  it("refuses a change that it cannot keep: the database does not have it either", () => {
    store.annotateRuns(["aa"], { addTags: ["kept"] });
    rmSync(journal);
    makeUnwritable();
    expect(() => store.annotateRuns(["aa"], { note: "lost" })).toThrow(
      "journal.jsonl: cannot be written",
    );
    expect(store.getRun("aa")?.annotations).toMatchObject({ tags: ["kept"], note: "" });
  });

  it("has every change that a process was told of before it was killed", async () => {
    store.promote("champion", "aa", "first", 1);
    const child = spawn(process.execPath, ["--input-type=module", "-e", PROMOTER, DIST, file], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let told = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      told = Number(line);
      if (told === 30) child.kill("SIGKILL");
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, "close");
    loseDatabase();
    store.restoreJournal();
    const reasons = new Set(store.listPromotions("champion").map(({ reason }) => reason));
    expect(told).toBeGreaterThanOrEqual(30);
    for (let i = 1; i <= told; i++) expect(reasons).toContain(`number ${i}`);
  });
});

/** Even for root: a folder is in its place. */
function makeUnwritable(): void {
  mkdirSync(journal);
}

const PROMOTER = `
  import { writeSync } from "node:fs";
  const { openSqliteStore } = await import(process.argv[1]);
  const store = openSqliteStore({ file: process.argv[2] });
  for (let i = 1; ; i++) {
    store.promote("champion", "aa", "number " + i, i + 1);
    writeSync(1, i + "\\n");
  }`;
