/** What to say of a run whose process goes on unwatched. */
export const UNATTENDED =
  "Its orchestrator is gone: what it reports is recorded once `sweep run` on its experiment follows it on.";

/** What to say of a lost run. */
export const LOST =
  "Recorded as running, but its process is gone: `sweep run` on its experiment, or Retry, takes over the result that it left, or trains it again.";
