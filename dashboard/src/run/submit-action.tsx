import type { RunDetail } from "../../../src/api/runs.js";
import { SubmitButton } from "../submit/submit-button.js";

/** A run can be submitted once it has finished. */
export function SubmitAction({ detail: { run } }: { detail: RunDetail }) {
  return <SubmitButton run={run.id} label="Submit" isOffered={run.state === "finished"} />;
}
