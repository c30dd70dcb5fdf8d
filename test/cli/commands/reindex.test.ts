/** The compiled program, real runs and a database that is gone. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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

/** Told by the database alone, or by the orchestrator's clock in place of the run's own. */
const VOLATILE = [
  "revision",
  "process",
  "startedAt",
  "endedAt",
  "heartbeatAt",
  "createdAt",
  "updatedAt",
  "time",
];

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

async function jsonOf(...args: string[]): Promise<unknown> {
  return stable(JSON.parse((await sweep(...args, "--json")).stdout));
}

async function runIds(experiment: string): Promise<string[]> {
  const { runs } = JSON.parse((await sweep("ls", experiment, "--json")).stdout);
  return runs.map(({ id }: { id: string }) => id);
}

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
