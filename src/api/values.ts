import type { JsonValue } from "../core/json.js";

/**
 * GET /api/values?sweep=&where=&sort=&archived=&fields=lr,val_accuracy,duration&limit=: values of all runs that match, or of the
 * first `limit`, for pictures of many runs (scatter, parallel coordinates, importance). `fields` are fields of the filter language.
 */
export interface ValueColumns {
  runs: string[];
  /** By field, written as it was asked for; each as long as `runs`. Null where a run lacks it. Times and durations are milliseconds. */
  columns: Record<string, (JsonValue | null)[]>;
  revision: number;
}
