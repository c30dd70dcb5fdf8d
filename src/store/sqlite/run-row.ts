import { z } from "zod";
import { jsonValue } from "../../core/json.js";
import { outcome } from "../../core/outcome.js";
import { processIdentity } from "../../core/process-identity.js";
import type { AttemptRecord, Progress, RunRecord } from "../../core/records.js";
import { runDefinition } from "../../core/run-definition.js";
import type { RunState } from "../../core/run-state.js";
import { readJson, readOptionalJson } from "./json-column.js";

export interface RunRow {
  number: number;
  id: string;
  key: string;
  generation: number;
  name: string;
  definition: string;
  state: RunState;
  outcome: string | null;
  attempt: number;
  process: string | null;
  progress: string | null;
  summary: string;
  created_at: number;
  started_at: number | null;
  ended_at: number | null;
  heartbeat_at: number | null;
  paused_at: number | null;
  paused_ms: number;
  variant: string;
  tags: string;
  note: string;
  pinned: 0 | 1;
  archived: 0 | 1;
  revision: number;
}

export interface AttemptRow {
  run_id: string;
  attempt: number;
  started_at: number;
  ended_at: number | null;
  outcome: string | null;
  process: string | null;
  max_rss_bytes: number | null;
  cpu_seconds: number | null;
}

const progress: z.ZodType<Progress> = z.object({
  done: z.number(),
  total: z.number(),
  unit: z.string(),
  status: z.string(),
});

const tagList = z.array(z.string());

/** The trainer's summary values, by name. */
export const summaryValues = z.record(z.string(), jsonValue);

export function toRun(row: RunRow): RunRecord {
  const column = (name: string) => `runs.${name} of ${row.id}`;
  return {
    number: row.number,
    id: row.id,
    key: row.key,
    generation: row.generation,
    name: row.name,
    definition: readJson(runDefinition, row.definition, column("definition")),
    state: row.state,
    outcome: readOptionalJson(outcome, row.outcome, column("outcome")),
    attempt: row.attempt,
    process: readOptionalJson(processIdentity, row.process, column("process")),
    progress: readOptionalJson(progress, row.progress, column("progress")),
    summary: readJson(summaryValues, row.summary, column("summary")),
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    heartbeatAt: row.heartbeat_at,
    pausedAt: row.paused_at,
    pausedMs: row.paused_ms,
    variant: row.variant,
    annotations: {
      tags: readJson(tagList, row.tags, column("tags")),
      note: row.note,
      pinned: row.pinned === 1,
      archived: row.archived === 1,
    },
    revision: row.revision,
  };
}

export function toAttempt(row: AttemptRow): AttemptRecord {
  const column = (name: string) => `attempts.${name} of ${row.run_id}/${row.attempt}`;
  return {
    runId: row.run_id,
    attempt: row.attempt,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: readOptionalJson(outcome, row.outcome, column("outcome")),
    process: readOptionalJson(processIdentity, row.process, column("process")),
    maxRssBytes: row.max_rss_bytes,
    cpuSeconds: row.cpu_seconds,
  };
}
