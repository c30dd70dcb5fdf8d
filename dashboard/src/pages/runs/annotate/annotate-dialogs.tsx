import type { RunRow } from "../../../../../src/api/runs.js";
import { plural } from "../../../format.js";
import type { Change } from "../run-actions.js";
import { NoteDialog } from "./note-dialog.js";
import { TagsDialog } from "./tags-dialog.js";

/** Which runs are being annotated, and how. */
export interface Annotating {
  kind: "tags" | "note";
  ids: readonly string[];
  /** As far as they were read. */
  rows: readonly RunRow[];
}

export interface AnnotateDialogsProps extends Annotating {
  known: readonly string[];
  onAnnotate(change: Change, done?: string): void;
  onClose(): void;
}

export function AnnotateDialogs({
  kind,
  ids,
  rows,
  known,
  onAnnotate,
  onClose,
}: AnnotateDialogsProps) {
  if (kind === "tags") {
    const tags = ids.map((id) => rows.find((row) => row.id === id)?.tags ?? []);
    return <TagsDialog runs={tags} known={known} onChange={onAnnotate} onClose={onClose} />;
  }
  const note = ids.length === 1 ? (rows[0]?.note ?? "") : "";
  const save = (text: string) =>
    onAnnotate({ note: text }, `Note on ${plural(ids.length, "run")} saved`);
  return <NoteDialog count={ids.length} note={note} onSave={save} onClose={onClose} />;
}
