import type { LiveRow } from "../../../dashboard/src/live-row.js";
import type { ColumnList } from "../../../src/api/columns.js";
import type { RunRow } from "../../../src/api/runs.js";

/** A row with everything that a table reads; `changes` replace what a test is about. */
export function runRow(id: string, changes: Partial<RunRow> = {}): RunRow {
  return {
    number: 1,
    ...{
      id,
      name: id,
      sweeps: ["bn"],
      parameters: {},
      seed: 1,
      repeat: 0,
      fold: null,
      variant: id,
    },
    ...{ state: "queued", tags: [], note: "", pinned: false, archived: false },
    ...{
      pausedAt: null,
      lost: false,
      unattended: false,
      outcome: null,
      attempt: 0,
      progress: null,
      score: null,
      metrics: {},
      backend: null,
    },
    ...{ createdAt: 0, startedAt: null, endedAt: null, durationMs: null, champion: false },
    revision: 1,
    ...changes,
  };
}

export function live(row: RunRow): LiveRow {
  return { row, receivedAt: 1_000 };
}

/** Columns of a sweep over `lr` and `optimizer`, judged by `val_accuracy`. */
export const COLUMNS: ColumnList = {
  parameters: [
    parameter("epochs", [6], false),
    parameter("lr", [0.01, 0.1, 1], true),
    parameter("optimizer", ["adam", "sgd fast"], true),
  ],
  metrics: [
    { name: "val_accuracy", field: "val_accuracy", goal: "maximize", runs: 3, min: 0.9, max: 1 },
    { name: "val_loss", field: "val_loss", goal: "minimize", runs: 3, min: 0.1, max: 0.5 },
  ],
  tags: [{ name: "keep", runs: 2 }],
  fields: [
    { name: "state", type: "text", description: "where it stands", values: ["running", "failed"] },
    { name: "duration", type: "duration", description: "how long it took" },
    { name: "pinned", type: "boolean", description: "was it pinned?" },
  ],
  runs: 3,
  variants: 3,
  folded: false,
};

function parameter(name: string, values: (number | string)[], varies: boolean) {
  const isNumber = typeof values[0] === "number";
  const numbers = isNumber ? values.map(Number) : [];
  return {
    ...{ name, field: name, varies, runs: 3, distinct: values.length, values },
    types: [isNumber ? ("number" as const) : ("string" as const)],
    min: isNumber ? Math.min(...numbers) : null,
    max: isNumber ? Math.max(...numbers) : null,
  };
}
