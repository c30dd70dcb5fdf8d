/** The compiled program, real runs and a database that is gone. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { identify } from "../../../src/executors/local/process-table.js";
import { runPaths } from "../../../src/protocol/run-paths.js";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const FIXTURES = fileURLToPath(new URL("../../fixtures/trainers", import.meta.url));

let folder: string;
let runsDir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sweep-reindex-"));
  runsDir = join(folder, "runs");
  const dir = folder;
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
});

/** An experiment `name`, each run of which behaves as one of these fixtures. */
function writeExperiment(name: string, behaviours: string[]): void {
  const command = [process.execPath, join(folder, "behave.mjs")];
  writeFileSync(
    join(folder, "behave.mjs"),
    `import { readFileSync } from "node:fs";
const { parameters } = JSON.parse(readFileSync(process.env.SWEEP_CONFIG, "utf8"));
const { run } = await import(\`${FIXTURES}/\${parameters.behaviour}.mjs\`);
await run(process.env);
`,
  );
  const experiment = {
    command,
    metric: { name: "loss", goal: "minimize" },
    parameters: { behaviour: { values: behaviours } },
    run: { retries: 1, concurrency: 2 },
  };
  writeFileSync(join(folder, `${name}.yaml`), JSON.stringify(experiment)); // JSON is YAML, too
}

async function sweep(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, "close");
  const [stdout, stderr] = await output;
  return {
    code,
    stdout: stdout.replaceAll(folder, "DIR"),
    stderr: stderr.replaceAll(folder, "DIR"),
  };
}

function loseDatabase(): void {
  for (const name of readdirSync(runsDir)) {
    if (name.startsWith("sweep.db")) rmSync(join(runsDir, name));
  }
}

/** Told by the database alone, and the times of points that had none of their own. */
const VOLATILE = ["revision", "process", "updatedAt", "time"];

function stable(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, item) => (VOLATILE.includes(key) ? undefined : item)),
  );
}

/** What the database has of every run. */
function contents(): unknown {
  const store = openSqliteStore({ file: join(runsDir, "sweep.db") });
  try {
    const byId = store.listRuns().toSorted((a, b) => a.id.localeCompare(b.id));
    return stable(
      byId.map((run) => ({
        ...{ run, sweeps: store.sweepsOf(run.id), attempts: store.listAttempts(run.id) },
        artifacts: store.listArtifacts(run.id),
        curves: ["loss", "accuracy"].map((name) =>
          store.curve(run.id, name).map((point) => ({ ...point, value: String(point.value) })),
        ),
      })),
    );
  } finally {
    store.close();
  }
}

/** A sweep is made some milliseconds before its first run, whose time a rebuilt database gives it. */
async function jsonOf(...args: string[]): Promise<unknown> {
  const page = JSON.parse((await sweep(...args, "--json")).stdout);
  if (page.sweep) delete page.sweep.createdAt;
  return stable(page);
}

async function runIds(experiment: string): Promise<string[]> {
  const { runs } = JSON.parse((await sweep("ls", experiment, "--json")).stdout);
  return runs.map(({ id }: { id: string }) => id);
}

/** How every attempt of the experiment's only run ended. */
function outcomesOf(id: string): string[] {
  const store = openSqliteStore({ file: join(runsDir, "sweep.db") });
  try {
    return store.listAttempts(id).map(({ outcome }) => outcome?.type ?? "open");
  } finally {
    store.close();
  }
}

describe("a run whose preparation was cut short when its orchestrator was killed", () => {
  it("has no past where it was its first attempt's, and is trained by the next sweep run", async () => {
    writeExperiment("two", ["finish", "nan-loss"]);
    await sweep("run", "two.yaml");
    const [cut = "", whole = ""] = await runIds("two");
    for (const name of readdirSync(join(runsDir, cut)))
      if (name !== "environment.json") rmSync(join(runsDir, cut, name), { recursive: true });
    loseDatabase();
    expect((await sweep("reindex")).stdout).toBe("1 run restored, 0 known already\n");
    const again = await sweep("run", "two.yaml");
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout).toContain("two: 2 finished (1 of them cached)");
    expect([outcomesOf(cut), outcomesOf(whole)]).toEqual([["finished"], ["finished"]]);
  });

  it.each([
    ["before any file was put aside", []],
    ["after one was", ["exit.json"]],
    [
      "after all but one were",
      ["artifacts", "end.json", "environment.json", "output.log", "exit.json"],
    ],
    [
      "after all were",
      ["artifacts", "end.json", "environment.json", "output.log", "exit.json", "events.jsonl"],
    ],
  ])("keeps the attempts that it had: %s", async (_, moved) => {
    writeExperiment("bad", ["crash"]);
    await sweep("run", "bad.yaml");
    const [id = ""] = await runIds("bad");
    const before = contents();
    const { dir, attempts } = runPaths(runsDir, id);
    mkdirSync(join(attempts, "2"));
    for (const name of moved)
      if (existsSync(join(dir, name))) renameSync(join(dir, name), join(attempts, "2", name));
    loseDatabase();
    await sweep("reindex");
    expect(contents()).toEqual(before);
    expect((await sweep("run", "bad.yaml")).code).toBe(1); // two more attempts
    expect(outcomesOf(id)).toEqual(Array(4).fill("exit-code"));
    for (const attempt of ["1", "2", "3"])
      expect(readFileSync(join(attempts, attempt, "exit.json"), "utf8")).toContain('"code": 3');
  });
});

describe("a database that was lost", () => {
  it("keeps sweep run from training in the folders that it does not know, until they are restored", async () => {
    writeExperiment("good", ["finish"]);
    await sweep("run", "good.yaml");
    const [id = ""] = await runIds("good");
    const events = () => readFileSync(runPaths(runsDir, id).events, "utf8");
    const before = events();
    loseDatabase();
    const { code, stderr } = await sweep("run", "good.yaml");
    expect({ code, stderr: stderr.replace("`npx sweep", "`sweep") }).toEqual({
      code: 1,
      stderr: `sweep: DIR/runs: expected no runs but the database's, got the folder of a run that it lacks (${id}): \`sweep reindex\` restores them; a folder that it skips is to be moved away\n`,
    });
    expect(events()).toBe(before);
    expect((await sweep("reindex")).stdout).toBe("1 run restored, 0 known already\n");
    expect((await sweep("run", "good.yaml")).stdout).toContain("1 finished (1 of them cached)");
  });
});

describe("sweep reindex", () => {
  it("rebuilds a lost database: runs, curves, artifacts, outcomes and attempts", async () => {
    writeExperiment("good", ["finish", "fails-once", "nan-loss"]);
    writeExperiment("bad", ["crash"]);
    await sweep("run", "good.yaml");
    await sweep("run", "bad.yaml");
    const [first = ""] = await runIds("good");
    const pages = () => Promise.all([jsonOf("ls", "good"), jsonOf("show", first)]);
    const [before, pagesBefore] = [contents(), await pages()];
    loseDatabase();
    expect(await sweep("reindex")).toEqual({
      code: 0,
      stdout: "4 runs restored, 0 known already\n",
      stderr: "reading run folders\n",
    });
    expect(contents()).toEqual(before);
    expect(await pages()).toEqual(pagesBefore);
    expect((await sweep("reindex")).stdout).toBe("0 runs restored, 4 known already\n");
    const again = await sweep("run", "good.yaml");
    expect(again).toMatchObject({ code: 0, stderr: "" });
    expect(again.stdout).toContain("good: 3 runs, 3 cached");
  });

  it("restores the very durations that were shown before", async () => {
    writeExperiment("good", ["finish", "fails-once"]);
    await sweep("run", "good.yaml");
    const times = () =>
      sweep("ls", "good", "--csv", "--columns", "id,created,started,ended,duration");
    const before = await times();
    expect(before.stdout.trim().split("\n")).toHaveLength(3);
    loseDatabase();
    await sweep("reindex");
    expect(await times()).toEqual(before);
  });

  it("names the folders that it cannot use, and restores the others", async () => {
    writeExperiment("two", ["finish", "nan-loss"]);
    await sweep("run", "two.yaml");
    const [busy = ""] = await runIds("two");
    const record = { process: identify(process.pid), started_at: 1, timeout_ms: null };
    writeFileSync(runPaths(runsDir, busy).process, JSON.stringify(record));
    mkdirSync(join(runsDir, "unreadable"));
    writeFileSync(join(runsDir, "unreadable", "config.json"), "{");
    loseDatabase();
    const { code, stdout, stderr } = await sweep("reindex");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "1 run restored, 0 known already, 2 skipped\n",
    });
    expect(stderr).toContain(
      `warning: skipped DIR/runs/${busy}: process ${process.pid} on ${record.process.host} is still at work on this run\n`,
    );
    expect(stderr).toMatch(/^warning: skipped DIR\/runs\/unreadable\/config.json: .* JSON/m);
  });

  it("tells events that it cannot read, and the runs as JSON", async () => {
    writeExperiment("odd", ["bad-lines"]);
    await sweep("run", "odd.yaml");
    const ids = await runIds("odd");
    loseDatabase();
    const result = JSON.parse((await sweep("reindex", "--json")).stdout);
    expect(result).toMatchObject({ restored: ids, known: [], skipped: [] });
    expect(result.warnings[0]).toContain(`DIR/runs/${ids[0]}/events.jsonl: `);
  });

  it("says where it found no runs, and leaves no database there", async () => {
    expect(await sweep("reindex")).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "sweep: DIR/runs: expected folders of runs, found none. Name where they are by --runs-dir\n",
    });
    expect(existsSync(runsDir)).toBe(false);
  });
});
