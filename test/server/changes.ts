/** What an orchestrator and its trainers do to the demo's store while somebody watches. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../src/core/hash.js";
import type { JsonValue } from "../../src/core/json.js";
import type { ArtifactRecord } from "../../src/core/records.js";
import { PREDICTIONS_FILE } from "../../src/protocol/predictions.js";
import { runPaths } from "../../src/protocol/run-paths.js";
import type { EventBatch, Store } from "../../src/store/store.js";
import { DEMO_BEGIN, DEMO_SWEEP, logEpoch } from "../fixtures/demo-store.js";

const NOW = DEMO_BEGIN + 149_000;

/** The running run writes its predictions on three rows and ends. */
export function finishRun(store: Store, runsDir: string, runId: string): void {
  const { artifacts: folder } = runPaths(runsDir, runId);
  const text = "row,label,p0,p1\n0,0,0.9,0.1\n1,1,0.2,0.8\n2,1,0.7,0.3\n";
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, PREDICTIONS_FILE), text);
  const file = { path: PREDICTIONS_FILE, kind: "predictions", bytes: text.length };
  const artifact: ArtifactRecord = { runId, ...file, sha256: sha256(text), createdAt: NOW };
  ingest(store, runId, { artifacts: [artifact] });
  const end = { outcome: { type: "finished" }, maxRssBytes: null, cpuSeconds: null } as const;
  store.endRun(runId, "finished", end, NOW);
}

export function logSummary(store: Store, runId: string, summary: Record<string, JsonValue>): void {
  ingest(store, runId, { summary });
}

/** Another sweep, `many`, whose runs have all begun and logged one epoch. */
export function addRuns(store: Store, count: number): void {
  const demo = store.findSweep(DEMO_SWEEP);
  const [first] = demo ? store.listSweepRuns(demo.id) : [];
  if (!demo || !first) throw new Error("expected the demo's sweep");
  const many = store.saveSweep({ ...demo, name: "many" }, NOW);
  const runs = Array.from({ length: count }, (_, i) => {
    const id = `c${String(i).padStart(11, "0")}`;
    return { ...first, id, key: id, name: `run ${i}` };
  });
  store.setSweepRuns(many.id, runs, NOW);
  for (const { id } of runs) {
    store.claimRun(id, NOW);
    logEpoch(store, id, 1, 0.9, 0);
  }
}

/** Another sweep, of two runs that have not begun: its name with 1 and 2. */
export function addSweep(store: Store, name: string): void {
  const demo = store.findSweep(DEMO_SWEEP);
  const [first] = demo ? store.listSweepRuns(demo.id) : [];
  if (!demo || !first) throw new Error("expected the demo's sweep");
  const sweep = store.saveSweep({ ...demo, name }, NOW);
  const runs = [1, 2].map((i) => ({ ...first, id: `${name}${i}`, key: `${name}${i}` }));
  store.setSweepRuns(sweep.id, runs, NOW);
}

function ingest(store: Store, runId: string, part: Partial<EventBatch>): void {
  const offset = store.eventOffset(runId) + 100;
  const nothing = { metrics: [], progress: null, summary: {}, artifacts: [] };
  store.ingest({ runId, attempt: 1, offset, ...nothing, ...part }, NOW);
}
