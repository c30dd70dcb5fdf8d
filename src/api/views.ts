import type { ViewRecord } from "../core/records.js";

/** GET /api/views: saved views in alphabetical order. */
export interface ViewList {
  views: SavedView[];
}

/**
 * PUT /api/views/:name {address} saves a view or replaces it, DELETE /api/views/:name forgets it; both answer as GET does.
 */
export type SavedView = ViewRecord;

export type SaveViewRequest = Pick<SavedView, "address">;
