/** GET /api/views: saved views in alphabetical order. */
export interface ViewList {
  views: SavedView[];
}

/**
 * A name for an address. PUT /api/views/:name {address} saves or replaces one and answers it; DELETE /api/views/:name answers
 * the rest as GET does.
 */
export interface SavedView {
  name: string;
  /** Path and query of a page: `/?sweep=bn-aug&where=…`. */
  address: string;
  updatedAt: number;
}

export type SaveViewRequest = Pick<SavedView, "address">;
