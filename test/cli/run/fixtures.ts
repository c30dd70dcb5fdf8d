import type { RunRecord, SweepRecord } from "../../../src/core/records.js";

export function sweepRecord(fields: Partial<SweepRecord> = {}): SweepRecord {
  return {
    id: 1,
    name: "demo",
    description: "",
    source: "",
    file: "/demo.yaml",
    method: "grid",
    metric: { name: "val_accuracy", goal: "maximize" },
    createdAt: 0,
    updatedAt: 0,
    owner: null,
    pausedAt: null,
    ...fields,
  };
}

export function runRecord(id: string, fields: Partial<RunRecord> = {}): RunRecord {
  return {
    number: 1,
    id,
    key: id,
    generation: 0,
    name: `x=${id}`,
    definition: {
      trainer: { kind: "builtin", type: "digits" },
      code: "",
      parameters: {},
      seed: 1,
      data: null,
      repeat: 0,
      fold: null,
    },
    state: "queued",
    outcome: null,
    attempt: 0,
    process: null,
    progress: null,
    summary: {},
    createdAt: 0,
    startedAt: null,
    endedAt: null,
    heartbeatAt: null,
    pausedAt: null,
    pausedMs: 0,
    variant: id,
    annotations: { tags: [], note: "", pinned: false, archived: false },
    revision: 0,
    ...fields,
  };
}
