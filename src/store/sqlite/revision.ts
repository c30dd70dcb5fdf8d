/**
 * SQL for the revision of a run that is being changed. Runs are never deleted and the highest revision is only ever
 * replaced by a higher one, so none is used twice; the index makes it one look-up.
 */
export const NEXT_REVISION = "(select coalesce(max(revision), 0) + 1 from runs)";
