import { useEffect } from "preact/hooks";
import type { SubmitJob } from "../../../src/api/submit-jobs.js";
import { loadSubmitJobs, openJobOf, submitJobs, submitRun } from "./submit-jobs.js";

export interface SubmitButtonProps {
  /** Id of a finished run. */
  run: string;
  label: string;
  /** False: it keeps its place, so that nothing moves when it appears. */
  isOffered?: boolean;
}

/** Makes a run's submission, and tells how far that is. It cannot be seen where the server makes none. */
export function SubmitButton({ run, label, isOffered = true }: SubmitButtonProps) {
  useEffect(() => void loadSubmitJobs(), []);
  const { isAllowed = false, champion, canSubmitChampion } = submitJobs.value ?? {};
  const isShown = isOffered && isAllowed && (run !== champion || canSubmitChampion === true);
  const job = openJobOf(run);
  return (
    <span class={isShown ? "submit" : "submit is-absent"}>
      <button
        type="button"
        class="button"
        disabled={job !== null}
        title="Predicts the test set with the run’s model and writes Kaggle’s CSV, as `sweep submit` does"
        onClick={() => void submitRun(run)}
      >
        {label}
      </button>
      {job && <JobProgress job={job} />}
    </span>
  );
}

/** How far a submission is that is being made. */
export function JobProgress({ job: { run, state } }: { job: SubmitJob }) {
  if (state.type === "waiting")
    return <span class="note">waiting for the submission before it…</span>;
  if (state.type !== "working") return null;
  const { status, done, total } = state.progress;
  return (
    <span class="note" role="status">
      {status}…{" "}
      {total > 0 && <progress aria-label={`submitting run ${run}`} value={done} max={total} />}
    </span>
  );
}
