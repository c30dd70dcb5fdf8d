/**
 * Takes in what a run reported. Invariants:
 *
 * 1. Everything of a batch and the offset behind it are one transaction.
 * 2. Only the attempt that is running is added to, and its offset never goes back: a reader that lags behind another, or
 *    follows an attempt that is over, is told `false`.
 */
import type { JsonValue } from "../../core/json.js";
import type { ArtifactRecord } from "../../core/records.js";
import type { EventBatch, MetricStore } from "../store.js";
import type { Connection } from "./connection.js";
import { readJson, writeOptionalJson } from "./json-column.js";
import { createNoteResults } from "./results.js";
import { NEXT_REVISION } from "./revision.js";
import { summaryValues } from "./run-row.js";
import { createAddPoints } from "./series.js";

export function createIngest(connection: Connection): Pick<MetricStore, "ingest" | "eventOffset"> {
  const { db, write } = connection;
  const addPoints = createAddPoints(connection);
  const noteResults = createNoteResults(connection);
  const current = db.prepare<[object], { summary: string }>(`
    select summary from runs
    where id = @runId and attempt = @attempt and state = 'running' and event_offset <= @offset`);
  const advance = db.prepare<[object]>(`
    update runs set event_offset = @offset, progress = coalesce(@progress, progress), summary = @summary,
      revision = ${NEXT_REVISION}
    where id = @runId`);
  const saveArtifact = db.prepare<[ArtifactRecord]>(`
    insert into artifacts (run_id, path, kind, bytes, sha256, created_at)
    values (@runId, @path, @kind, @bytes, @sha256, @createdAt)
    on conflict (run_id, path) do update set
      kind = excluded.kind, bytes = excluded.bytes, sha256 = excluded.sha256, created_at = excluded.created_at`);
  const offset = db.prepare<[string], { event_offset: number }>(
    "select event_offset from runs where id = ?",
  );

  return {
    ingest: (batch) =>
      write(() => {
        const { runId, attempt, offset } = batch;
        const run = current.get({ runId, attempt, offset });
        if (run === undefined) return false;
        const progress = writeOptionalJson(batch.progress);
        const summary = merged(run.summary, batch);
        advance.run({ runId, offset, progress, summary: JSON.stringify(summary) });
        addPoints(runId, batch.metrics);
        noteResults(batch, summary);
        for (const artifact of batch.artifacts) saveArtifact.run(artifact);
        return true;
      }),
    eventOffset: (runId) => offset.get(runId)?.event_offset ?? 0,
  };
}

/** Later values replace earlier ones of the same name. */
function merged(known: string, { runId, summary }: EventBatch): Record<string, JsonValue> {
  return { ...readJson(summaryValues, known, `runs.summary of ${runId}`), ...summary };
}
