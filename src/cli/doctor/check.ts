/**
 * `ok`: works. `warn`: works with less than it could, or is optional and absent. `fail`: does not work here.
 */
export type Status = "ok" | "warn" | "fail";

/** What was found out about one thing that sweep uses. */
export interface Check {
  what: string;
  status: Status;
  details: string;
  /** What to do about it; null where nothing is to be done. */
  advice: string | null;
}

export function ok(what: string, details: string): Check {
  return { what, status: "ok", details, advice: null };
}

export function warn(what: string, details: string, advice: string | null = null): Check {
  return { what, status: "warn", details, advice };
}

export function fail(what: string, details: string, advice: string | null = null): Check {
  return { what, status: "fail", details, advice };
}
