import type { RunRow } from "../../../src/api/runs.js";
import { RunControls } from "../act/run-controls.js";
import { SubmitButton } from "../submit/submit-button.js";

/** What can be done with the run as it stands. It can be submitted once it has finished. */
export function RunActions({ run }: { run: RunRow }) {
  const isFinished = run.state === "finished";
  return (
    <div class="head-actions">
      <RunControls run={run} />
      <SubmitButton run={run.id} label="Submit" isOffered={isFinished} />
    </div>
  );
}
