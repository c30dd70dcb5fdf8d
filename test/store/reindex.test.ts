import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SweepError } from "../../src/core/errors.js";
import { type RunFolder, reindexRuns } from "../../src/store/reindex.js";
import { openSqliteStore } from "../../src/store/sqlite/index.js";
import type { Store } from "../../src/store/store.js";
import { CRASHED, identity, newRun, newSweep } from "./examples.js";
import { type FolderContent, readRunFolders, writeRunFolder } from "./run-folders.js";
import { temporaryStoreFile } from "./temporary.js";

const OWNER = identity(1);
const DEAD = identity(2);

let temporary: ReturnType<typeof temporaryStoreFile>;
let runsDir: string;
let store: Store;
beforeEach(() => {
  temporary = temporaryStoreFile();
  runsDir = join(temporary.folder, "runs");
  mkdirSync(runsDir);
  store = openSqliteStore({ file: temporary.file });
});
afterEach(() => {
  store.close();
  temporary.remove();
});

function write(id: string, changes: Partial<FolderContent> = {}): void {
  writeRunFolder(runsDir, {
    ...{ sweep: newSweep(), index: 0, run: newRun(id), createdAt: 1_000, codes: [0] },
    events: [
      { type: "metrics", step: 0, time: 1_110, values: { loss: 2, accuracy: "NaN" } },
      { type: "metrics", step: 1, time: 1_120, values: { loss: 1 } },
      { type: "summary", values: { backend: "cpu" } },
    ],
    ...changes,
  });
}

function reindex(folders: RunFolder[] = readRunFolders(runsDir, store)) {
  const isAlive = ({ pid }: { pid: number }) => pid !== DEAD.pid;
  return reindexRuns({ store, folders, owner: OWNER, isAlive });
}

/** Everything that the store says of its runs. */
function contents(): unknown {
  const runs = store.listRuns();
  return {
    runs,
    sweeps: store.listSweeps(),
    order: store.listSweeps().map(({ id }) => store.listSweepRuns(id).map((run) => run.id)),
    attempts: runs.map(({ id }) => store.listAttempts(id)),
    metrics: store.summaries(runs.map(({ id }) => id)),
  };
}

describe("reindexing into a new database", () => {
  it("restores a run with its parameters, times, outcome, metrics and summary", async () => {
    write("aa");
    expect(await reindex()).toEqual({ restored: ["aa"], known: [] });
    expect(store.getRun("aa")).toEqual({
      ...newRun("aa"),
      number: 1,
      ...{ state: "finished", outcome: { type: "finished" }, attempt: 1 },
      ...{ createdAt: 1_000, startedAt: 1_100, endedAt: 1_150, heartbeatAt: null },
      ...{ pausedAt: null, pausedMs: 0 },
      ...{ process: null, progress: null, summary: { backend: "cpu" } },
      variant: expect.any(String),
      annotations: { tags: [], note: "", pinned: false, archived: false },
      revision: expect.any(Number),
    });
    expect(store.listAttempts("aa")).toMatchObject([{ maxRssBytes: 1_000, cpuSeconds: 2.5 }]);
    expect(store.curve("aa", "loss").map(({ value }) => value)).toEqual([2, 1]);
    expect(store.curve("aa", "accuracy")).toMatchObject([{ value: Number.NaN, time: 1_110 }]);
  });

  it("restores every attempt of a run, and the metrics of the last one", async () => {
    write("aa", { codes: [3, 4, 0] });
    await reindex();
    expect(store.listAttempts("aa")).toMatchObject([
      { attempt: 1, startedAt: 1_100, endedAt: 1_150, outcome: { type: "exit-code", code: 3 } },
      { attempt: 2, startedAt: 1_200, endedAt: 1_250, outcome: { type: "exit-code", code: 4 } },
      { attempt: 3, startedAt: 1_300, endedAt: 1_350, outcome: { type: "finished" } },
    ]);
    expect(store.getRun("aa")).toMatchObject({ state: "finished", attempt: 3 });
    expect(store.summaries(["aa"]).get("aa")).toHaveLength(2);
  });

  it("restores sweeps with their latest text and their runs in order", async () => {
    const edited = newSweep({ description: "edited" });
    write("aa", { index: 1 });
    write("bb", { index: 0 });
    write("cc", { index: 2, createdAt: 2_000, sweep: edited, codes: [1] });
    write("dd", { sweep: newSweep({ name: "other" }) });
    const report = await reindex();
    expect(report.restored.toSorted()).toEqual(["aa", "bb", "cc", "dd"]);
    const digits = store.findSweep("digits");
    expect(digits).toMatchObject({ ...edited, createdAt: 1_000, updatedAt: 2_000, owner: null });
    const runs = store.listSweepRuns(digits?.id ?? 0);
    expect(runs.map(({ id, state, createdAt }) => [id, state, createdAt])).toEqual([
      ["bb", "finished", 1_000],
      ["aa", "finished", 1_000],
      ["cc", "failed", 2_000],
    ]);
    expect(store.sweepsOf("dd")).toEqual(["other"]);
  });

  it("restores how long a run was paused, for its duration leaves that out", async () => {
    write("aa", { codes: [1, 0] });
    const [folder] = readRunFolders(runsDir, store);
    if (!folder) throw new Error("expected the folder that was written");
    const attempts = folder.attempts.map((attempt) => ({ ...attempt, pausedMs: 20 }));
    await reindex([{ ...folder, attempts }]);
    expect(store.getRun("aa")).toMatchObject({
      ...{ state: "finished", startedAt: 1_200, endedAt: 1_250, pausedMs: 20, pausedAt: null },
    });
  });

  it("goes on where it was interrupted", async () => {
    write("aa");
    write("bb", { index: 1, codes: [1, 0] });
    const folders = readRunFolders(runsDir, store);
    const drain = () => Promise.reject(new Error("the disk was pulled out"));
    const failing = folders.map((folder) =>
      folder.run.id === "aa" ? folder : { ...folder, drain },
    );
    await expect(reindex(failing)).rejects.toThrow("the disk was pulled out");
    expect(store.findSweep("digits")?.owner).toBeNull();
    expect(store.getRun("aa")?.state).toBe("finished");
    expect(await reindex()).toEqual({ restored: ["bb"], known: ["aa"] });
    expect(store.getRun("bb")).toMatchObject({
      ...{ state: "finished", attempt: 2, startedAt: 1_200, summary: { backend: "cpu" } },
    });
    expect(store.listAttempts("bb")).toHaveLength(2);
  });
});

describe("reindexing into a database that knows some of it", () => {
  it("changes nothing when nothing is missing", async () => {
    write("aa", { codes: [1, 0] });
    write("bb", { index: 1, codes: [1] });
    await reindex();
    const before = contents();
    expect(await reindex()).toEqual({ restored: [], known: ["aa", "bb"] });
    expect(contents()).toEqual(before);
  });

  it("adds the attempts that a restored backup lacks", async () => {
    write("aa", { codes: [3, 0] });
    const { id } = store.saveSweep(newSweep({ description: "as in the backup" }), 500);
    store.setSweepRuns(id, [newRun("aa")], 1_000);
    store.claimRun("aa", 1_100);
    store.endRun("aa", "failed", CRASHED, 1_150);
    expect(await reindex()).toEqual({ restored: ["aa"], known: [] });
    expect(store.getRun("aa")).toMatchObject({ state: "finished", attempt: 2, startedAt: 1_200 });
    expect(store.listAttempts("aa")[0]?.outcome).toEqual(CRASHED.outcome);
    expect(store.findSweep("digits")?.description).toBe("as in the backup");
  });

  it("leaves a running run alone", async () => {
    write("aa", { codes: [3, 0] });
    const { id } = store.saveSweep(newSweep(), 500);
    store.setSweepRuns(id, [newRun("aa")], 1_000);
    store.claimRun("aa", 1_100);
    store.setRunProcess("aa", identity(4), 1_100);
    const before = store.getRun("aa");
    expect(await reindex()).toEqual({ restored: [], known: ["aa"] });
    expect(store.getRun("aa")).toEqual(before);
  });

  it("keeps the sweep's present runs and their order", async () => {
    write("aa", { index: 0 });
    const { id } = store.saveSweep(newSweep(), 500);
    store.setSweepRuns(id, [newRun("old")], 600);
    store.setSweepRuns(id, [newRun("cc"), newRun("bb")], 700);
    await reindex();
    const ids = (all: boolean) => store.listSweepRuns(id, { all }).map((run) => run.id);
    expect(ids(false)).toEqual(["cc", "bb", "aa"]);
    expect(ids(true)).toEqual(["cc", "bb", "aa", "old"]);
  });
});

describe("reindexing beside an orchestrator", () => {
  it("is refused while the orchestrator is alive", async () => {
    write("aa");
    const { id } = store.saveSweep(newSweep(), 500);
    store.acquireSweep(id, identity(3), null);
    const refused = reindex();
    await expect(refused).rejects.toThrow(SweepError);
    await expect(refused).rejects.toThrow(
      "sweep digits: expected no orchestrator at work, got process 3 on here: stop it first",
    );
    expect(store.getRun("aa")).toBeNull();
  });

  it("takes a dead orchestrator's sweep over and releases it", async () => {
    write("aa");
    const { id } = store.saveSweep(newSweep(), 500);
    store.acquireSweep(id, DEAD, null);
    expect(await reindex()).toEqual({ restored: ["aa"], known: [] });
    expect(store.findSweep("digits")?.owner).toBeNull();
  });
});
