import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Fold } from "../../src/core/fold.js";
import { sha256 } from "../../src/core/hash.js";
import type { JsonValue, Parameters } from "../../src/core/json.js";
import type { Metric } from "../../src/core/metric-goal.js";
import type { Outcome } from "../../src/core/outcome.js";
import type { ArtifactRecord, RunRecord, TrainerSpec } from "../../src/core/records.js";
import type { EndState } from "../../src/core/run-state.js";
import { formatPredictions } from "../../src/protocol/predictions.js";
import { runPaths } from "../../src/protocol/run-paths.js";
import { openSqliteStore } from "../../src/store/sqlite/index.js";
import type { NewRun, Store } from "../../src/store/store.js";

export const START = Date.UTC(2026, 2, 1, 12, 0, 0);
export const ACCURACY: Metric = { name: "val_accuracy", goal: "maximize" };

/** A run to put into the store, brought to `state` by the calls that the scheduler makes. */
export interface RunPlan {
  id: string;
  name?: string;
  parameters?: Parameters;
  trainer?: TrainerSpec;
  data?: JsonValue;
  seed?: number;
  fold?: Fold | null;
  repeat?: number;
  state?: EndState | "queued" | "running";
  outcome?: Outcome;
  /** Values by metric, one an epoch; epoch e has step 100 · e. */
  metrics?: Record<string, number[]>;
  /** Milliseconds after START. */
  startedAt?: number;
  endedAt?: number;
  summary?: Record<string, JsonValue>;
  /** Files of the run's artifacts folder, recorded in the store. */
  artifacts?: { path: string; kind: string; text: string }[];
}

export interface Workspace {
  dir: string;
  runsDir: string;
  store: Store;
  /** Writes a file below `dir`, and returns its absolute path. */
  write(path: string, text: string): string;
  addSweep(name: string, runs: RunPlan[], metric?: Metric): RunRecord[];
}

/** A temporary folder with a real store, removed when the test is over. */
export function createWorkspace(): Workspace {
  const dir = mkdtempSync(join(tmpdir(), "sweep-selection-"));
  const runsDir = join(dir, "runs");
  mkdirSync(runsDir);
  const store = openSqliteStore({ file: join(runsDir, "sweep.db") });
  onTestFinished(() => {
    store.close();
    rmSync(dir, { recursive: true });
  });
  return {
    dir,
    runsDir,
    store,
    write: (path, text) => writeBelow(dir, path, text),
    addSweep: (name, runs, metric = ACCURACY) =>
      addSweep({ dir, runsDir, store }, name, runs, metric),
  };
}

/** predictions.csv of a run with two classes that answers the rows right for which `isRight` says so. */
export function predictionsCsv({
  rows,
  isRight,
}: {
  rows: number;
  isRight: (row: number) => boolean;
}) {
  const labels = Uint8Array.from({ length: rows }, (_, i) => i % 2);
  const probabilities = Float32Array.from({ length: rows * 2 }, (_, i) => {
    const row = i >> 1;
    const answer = isRight(row) ? (labels[row] ?? 0) : 1 - (labels[row] ?? 0);
    return i % 2 === answer ? 0.9 : 0.1;
  });
  return formatPredictions({
    rows: Int32Array.from(labels.keys()),
    labels,
    probabilities,
    classes: 2,
  });
}

type Place = Pick<Workspace, "dir" | "runsDir" | "store">;

function addSweep(place: Place, name: string, runs: RunPlan[], metric: Metric): RunRecord[] {
  const { store, dir } = place;
  const file = join(dir, "experiments", `${name}.yaml`);
  const sweep = store.saveSweep(
    { name, description: "", source: `name: ${name}\n`, file, method: "grid", metric },
    START,
  );
  store.setSweepRuns(sweep.id, runs.map(toNewRun), START);
  for (const run of runs) bringToState(place, run);
  return runs.flatMap(({ id }) => store.getRun(id) ?? []);
}

function toNewRun({
  id,
  name,
  parameters = {},
  trainer,
  data = null,
  seed = 42,
  fold = null,
  repeat = 0,
}: RunPlan): NewRun {
  return {
    id,
    key: id.padEnd(64, "0"),
    generation: 0,
    name: name ?? "",
    definition: {
      trainer: trainer ?? { kind: "builtin", type: "digits" },
      code: "c0de",
      parameters,
      seed,
      data,
      repeat,
      fold,
    },
  };
}

function bringToState({ runsDir, store }: Place, plan: RunPlan): void {
  const { id, state = "finished", startedAt = 0, endedAt = 84_000 } = plan;
  if (state === "queued") return;
  store.claimRun(id, START + startedAt);
  mkdirSync(runPaths(runsDir, id).dir, { recursive: true });
  const metrics = Object.entries(plan.metrics ?? {}).flatMap(([name, values]) =>
    values.map((value, i) => ({ name, step: 100 * (i + 1), epoch: i + 1, time: START, value })),
  );
  const epochs = Math.max(0, ...metrics.map(({ epoch }) => epoch));
  store.ingest(
    {
      runId: id,
      attempt: 1,
      offset: 1,
      metrics,
      progress: { done: epochs, total: 6, unit: "epoch", status: "" },
      summary: plan.summary ?? {},
      artifacts: (plan.artifacts ?? []).map((artifact) => addArtifact(runsDir, id, artifact)),
    },
    START + startedAt,
  );
  if (state === "running") return;
  const outcome = plan.outcome ?? defaultOutcome(state);
  store.endRun(id, state, { outcome, maxRssBytes: 2 ** 28, cpuSeconds: 80 }, START + endedAt);
}

function defaultOutcome(state: EndState): Outcome {
  if (state === "finished") return { type: "finished" };
  return state === "failed"
    ? { type: "exit-code", code: 3, message: "loss became NaN" }
    : { type: "cancelled", by: "user" };
}

function addArtifact(
  runsDir: string,
  runId: string,
  { path, kind, text }: { path: string; kind: string; text: string },
): ArtifactRecord {
  writeBelow(runPaths(runsDir, runId).artifacts, path, text);
  return { runId, path, kind, bytes: text.length, sha256: sha256(text), createdAt: START };
}

function writeBelow(dir: string, path: string, text: string): string {
  const file = join(dir, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}
