/** What went wrong, as a stable word that scripts and tests can rely on. */
export type ErrorCode =
  | "usage" // the command line is wrong
  | "spec" // the experiment's YAML is wrong
  | "data" // a data file is missing or malformed
  | "not-found" // no such run, sweep, alias or file
  | "ambiguous" // an abbreviated id matches several
  | "conflict" // the store's state does not allow it (run is not finished, sweep is owned by another process)
  | "submission" // a submission does not match the sample submission
  | "backend" // a tensor backend cannot be used on this machine
  | "environment" // the machine lacks something (disk, permission, a port)
  | "forbidden" // the server was started so that this cannot be done through it
  | "failed-runs" // a sweep is through, and some of its runs failed
  | "unjudged" // a sweep is through, and no run has a value of the metric that judges it
  | "interrupted"; // stopped by the user before everything was done

/**
 * The one base class of errors that are somebody's to mend rather than a defect of ours: its message says where,
 * what was expected and what was found, and the CLI prints it without a stack trace.
 */
export class SweepError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = "SweepError";
    this.code = code;
  }
}

/** Text of anything that was thrown, for messages. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
