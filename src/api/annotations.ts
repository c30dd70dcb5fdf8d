/** What people say of a run. It is no part of the run's result: also a finished run's may change. */
export interface RunAnnotations {
  /** In alphabetical order. A tag is a word without blanks, commas and quotes. */
  tags: string[];
  /** Free text; "" where there is none. */
  note: string;
  /** Stands before all others in every order. */
  pinned: boolean;
  /** Left out of every list that does not ask for archived runs. */
  archived: boolean;
}

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
