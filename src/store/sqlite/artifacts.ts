import type { ArtifactRecord } from "../../core/records.js";
import type { ArtifactStore } from "../store.js";
import type { Connection } from "./connection.js";

/** Artifacts are written by `ingest`, with the events that announce them. */
export function createArtifactStore({ db }: Connection): ArtifactStore {
  const list = db.prepare<[string], ArtifactRecord>(`
    select run_id as runId, path, kind, bytes, sha256, created_at as createdAt
    from artifacts where run_id = ? order by path`);
  return { listArtifacts: (runId) => list.all(runId) };
}
