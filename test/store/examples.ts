import type { ProcessIdentity } from "../../src/core/process-identity.js";
import type { MetricPoint } from "../../src/core/records.js";
import type { AttemptEnd, EventBatch, NewRun, NewSweep } from "../../src/store/store.js";

/** Small valid inputs of the store's calls; tests change what they are about. */
export function newSweep(changes: Partial<NewSweep> = {}): NewSweep {
  return {
    name: "digits",
    description: "three networks",
    source: "name: digits\n",
    file: "/home/user/digits.yaml",
    method: "grid",
    metric: { name: "val_accuracy", goal: "maximize" },
    ...changes,
  };
}

export function newRun(id: string, changes: Partial<NewRun> = {}): NewRun {
  return {
    id,
    key: `key-${id}`,
    generation: 0,
    name: `lr ${id}`,
    definition: {
      trainer: { kind: "builtin", type: "digits" },
      code: "c0de",
      parameters: { lr: 0.1, layers: [32, 10], augment: { shift: 2 }, name: id },
      seed: -7,
      data: { train: { sha256: "abc" } },
      repeat: 0,
      fold: null,
    },
    ...changes,
  };
}

export function batch(
  runId: string,
  offset: number,
  changes: Partial<EventBatch> = {},
): EventBatch {
  return {
    ...{ runId, offset, attempt: 1 },
    ...{ metrics: [], progress: null, summary: {}, artifacts: [] },
    ...changes,
  };
}

export function point(
  step: number,
  value: number,
  changes: Partial<MetricPoint> = {},
): MetricPoint {
  return { name: "loss", step, epoch: null, time: 1_000 + step, value, ...changes };
}

export function identity(pid: number): ProcessIdentity {
  return { host: "here", bootId: "b00t", pid, startTime: 5 };
}

export const FINISHED: AttemptEnd = {
  outcome: { type: "finished" },
  maxRssBytes: 123_456_789,
  cpuSeconds: 1.5,
};

export const CRASHED: AttemptEnd = {
  outcome: { type: "exit-code", code: 3, message: "no data" },
  maxRssBytes: null,
  cpuSeconds: null,
};
