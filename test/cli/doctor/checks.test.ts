import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CliContext } from "../../../src/cli/context.js";
import { checkCapacity } from "../../../src/cli/doctor/capacity.js";
import { checkData } from "../../../src/cli/doctor/data.js";
import { checkDatabase } from "../../../src/cli/doctor/database.js";
import { checkNode } from "../../../src/cli/doctor/node-version.js";
import { checkPython } from "../../../src/cli/doctor/python.js";
import { checkRunsFolder } from "../../../src/cli/doctor/runs-folder.js";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import { prepareDigitsData } from "../../../src/trainers/digits/data/index.js";
import {
  contextIn,
  temporaryFolder,
  testCsv,
  trainCsv,
  write,
} from "../../trainers/digits/data/support.js";

const GIB = 1024 ** 3;

/** Runs in `runs` of a new folder, as wiring/doctor.ts makes them. */
async function createContext() {
  const cwd = await temporaryFolder();
  const runsDir = join(cwd, "runs");
  const openStore: CliContext["openStore"] = () =>
    openSqliteStore({ file: join(runsDir, "sweep.db") });
  return { cwd, runsDir: () => runsDir, openStore };
}

describe("the check of node", () => {
  it.each([
    ["20.19.0", "ok"],
    ["20.20.0", "ok"],
    ["22.1.0", "ok"],
    ["20.18.9", "fail"],
    ["18.20.8", "fail"],
    ["9.30.0", "fail"],
  ])("compares %s with >=20.19: %s", (version, status) => {
    expect(checkNode(version, ">=20.19").status).toBe(status);
  });

  it("says what package.json asks for", () => {
    expect(checkNode("0.12.0")).toMatchObject({
      status: "fail",
      details: expect.stringMatching(/^expected \d+\.\d+ or later, got 0\.12\.0$/),
    });
  });
});

describe("the check of the runs folder", () => {
  it("passes where the folder is yet to be made, and leaves nothing behind", async () => {
    const context = await createContext();
    expect(checkRunsFolder(context)).toMatchObject({
      status: "ok",
      details: expect.stringMatching(/^runs: made by the first run, .* free$/),
    });
    expect(readdirSync(context.cwd)).toEqual([]);
  });

  it("passes where it is, and leaves nothing behind", async () => {
    const context = await createContext();
    mkdirSync(context.runsDir());
    expect(checkRunsFolder(context).details).toMatch(/^runs: writable, /);
    expect(readdirSync(context.runsDir())).toEqual([]);
  });

  it("fails where a file has its name", async () => {
    const context = await createContext();
    writeFileSync(context.runsDir(), "");
    expect(checkRunsFolder(context)).toEqual({
      what: "runs folder",
      status: "fail",
      details: `${context.runsDir()}: expected the folder of the runs, got a file`,
      advice: "name another by --runs-dir or SWEEP_RUNS_DIR",
    });
  });

  it.skipIf(process.getuid?.() === 0)("fails where it may not be written", async () => {
    const context = await createContext();
    mkdirSync(context.runsDir(), { mode: 0o500 });
    expect(checkRunsFolder(context).details).toMatch(/^EACCES: permission denied/);
  });
});

describe("the check of the database", () => {
  it("passes before the first run, and makes no database", async () => {
    const context = await createContext();
    expect(checkDatabase(context)).toMatchObject({
      status: "ok",
      details: "better-sqlite3 works, with a write-ahead log; no runs yet",
    });
    expect(readdirSync(context.cwd)).toEqual([]);
  });

  it("opens the database that is there", async () => {
    const context = await createContext();
    openSqliteStore({ file: join(context.runsDir(), "sweep.db") }).close();
    expect(checkDatabase(context).details).toMatch(/; sweep.db opens$/);
  });

  it("says why it does not open", async () => {
    const context = await createContext();
    await write(join(context.runsDir(), "sweep.db"), "no database ".repeat(100));
    expect(checkDatabase(context)).toMatchObject({
      status: "fail",
      details: expect.stringMatching(
        /sweep\.db: expected a SQLite database, got a file of another kind/,
      ),
    });
  });

  it("fails where no file can be made", async () => {
    const context = await createContext();
    writeFileSync(context.runsDir(), "");
    expect(checkDatabase(context)).toMatchObject({
      status: "fail",
      details: expect.stringMatching(/expected the folder of the runs, got a file$/),
    });
  });
});

describe("the check of the data", () => {
  it("knows the embedded digits, before and after they are made", async () => {
    const context = contextIn(await temporaryFolder());
    const check = () => checkData(context);
    expect((await check()).details).toBe(
      "the embedded digits, made by the first run in some seconds (no train.csv in data/digit-recognizer)",
    );
    expect(readdirSync(context.cwd)).toEqual([]);
    await prepareDigitsData({}, context);
    expect((await check()).details).toBe(
      "the embedded digits, cached (no train.csv in data/digit-recognizer)",
    );
  });

  it("knows Kaggle's own files, and whether they are as they were when they were checked", async () => {
    const context = contextIn(await temporaryFolder());
    const folder = join(context.cwd, "data/digit-recognizer");
    const files = [
      await write(join(folder, "train.csv"), trainCsv(40)),
      await write(join(folder, "test.csv"), testCsv(10)),
    ];
    const hourAgo = new Date(Date.now() - 3_600_000);
    for (const file of files) utimesSync(file, hourAgo, hourAgo);
    const unchecked = "train.csv and test.csv in data/digit-recognizer, checked by the next run";
    expect((await checkData(context)).details).toBe(unchecked);
    await prepareDigitsData({}, context);
    expect((await checkData(context)).details).toBe(
      "train.csv and test.csv in data/digit-recognizer, checked and cached",
    );
    await write(join(folder, "test.csv"), testCsv(11));
    expect((await checkData(context)).details).toBe(unchecked);
  });

  it("fails where one of the files is missing", async () => {
    const context = contextIn(await temporaryFolder());
    await write(join(context.cwd, "data/digit-recognizer/test.csv"), testCsv(1));
    expect(await checkData(context)).toEqual({
      what: "data",
      status: "fail",
      details:
        "data/digit-recognizer: expected train.csv and test.csv, found test.csv; missing: train.csv.",
      advice: expect.stringMatching(/^Kaggle has them at .* Take the folder away to use/),
    });
  });
});

describe("the check of the capacity", () => {
  it("tells how many runs are trained at once", () => {
    expect(checkCapacity({ cores: 4, availableBytes: 8 * GIB, bytesPerRun: 0.3e9 })).toEqual({
      what: "capacity",
      status: "ok",
      details: "4 cores, 8.0 GiB of memory to be had: 4 runs at once",
      advice: null,
    });
  });

  it("warns where the memory is too small for one", () => {
    expect(checkCapacity({ cores: 4, availableBytes: 0.25 * GIB, bytesPerRun: 0.5 * GIB })).toEqual(
      {
        what: "capacity",
        status: "warn",
        details: "4 cores, 256.0 MiB of memory to be had: 1 run at once",
        advice: "free some memory: a run takes about 512.0 MiB",
      },
    );
  });
});

describe("the check of Python", () => {
  it("tells the version", async () => {
    expect(await checkPython(process.execPath)).toMatchObject({
      status: "ok",
      details: process.version, // any program that says its version will do
    });
  });

  it("warns where there is none, as only an example needs it", async () => {
    expect(await checkPython("no-such-python")).toEqual({
      what: "python3",
      status: "warn",
      details: "not found; experiments/python.yaml alone needs it",
      advice: null,
    });
  });
});
