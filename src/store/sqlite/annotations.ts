import { SweepError } from "../../core/errors.js";
import type { RunAnnotations } from "../../core/records.js";
import type { AnnotationChange, AnnotationStore } from "../store.js";
import type { Connection } from "./connection.js";
import type { WriteJournal } from "./journal/journal.js";
import { NEXT_REVISION } from "./revision.js";
import { type RunRow, toRun } from "./run-row.js";

export function createAnnotationStore(
  { db, write }: Connection,
  writeJournal: WriteJournal,
): AnnotationStore {
  const get = db.prepare<[string], RunRow>("select * from runs where id = ?");
  const save = db.prepare<[object], RunRow>(`
    update runs set tags = @tags, note = @note, pinned = @pinned, archived = @archived, revision = ${NEXT_REVISION}
    where id = @id returning *`);

  return {
    annotateRuns: (ids, change) =>
      write(() => {
        const different = [...new Set(ids)].flatMap((id) => {
          const row = get.get(id);
          if (!row) throw unknown(id);
          const values = toColumns(changed(toRun(row).annotations, change));
          const isSame = Object.entries(values).every(
            ([name, value]) => row[name as Column] === value,
          );
          return isSame ? [] : [toRun(save.get({ id, ...values }) as RunRow)]; // "returning" gives a row
        });
        writeJournal(
          different.map((run) => ({ type: "annotations", run: run.id, ...run.annotations })),
        );
        return different;
      }),
  };
}

type Column = "tags" | "note" | "pinned" | "archived";

function changed(known: RunAnnotations, change: AnnotationChange): RunAnnotations {
  const { addTags = [], removeTags = [], ...rest } = change;
  const kept = known.tags.filter((tag) => !removeTags.includes(tag));
  const named = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return { ...known, ...named, tags: [...new Set([...kept, ...addTags])].sort() };
}

function toColumns({ tags, note, pinned, archived }: RunAnnotations): Pick<RunRow, Column> {
  return { tags: JSON.stringify(tags), note, pinned: pinned ? 1 : 0, archived: archived ? 1 : 0 };
}

function unknown(id: string): SweepError {
  return new SweepError(
    "not-found",
    `run ${id}: expected a run of this store, got none of that id`,
  );
}
