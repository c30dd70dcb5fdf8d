export type { RunAnnotations } from "../core/records.js";

/** POST /api/runs/annotate: what is not named stays as it is. All of it happens or none; an unknown id is an error. */
export interface AnnotateRequest {
  /** Whole ids, at most 10,000. */
  ids: string[];
  addTags?: string[];
  removeTags?: string[];
  note?: string;
  pinned?: boolean;
  archived?: boolean;
}

export interface AnnotateReply {
  /** How many runs are now different from before; each of them has a new revision and is sent as an event. */
  changed: number;
  /** The store's revision afterwards. */
  revision: number;
}
