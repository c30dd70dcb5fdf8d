import { useEffect } from "preact/hooks";
import { runHref } from "../../address.js";
import { JobProgress, SubmitButton } from "../../submit/submit-button.js";
import { loadSubmitJobs, submitJobs } from "../../submit/submit-jobs.js";

/** The page's title, the champion to submit, and what else is being made. */
export function SubmitHead() {
  useEffect(() => void loadSubmitJobs(), []);
  const { champion = null, jobs = [] } = submitJobs.value ?? {};
  const others = jobs.filter(
    ({ run, state }) => run !== champion && (state.type === "waiting" || state.type === "working"),
  );
  return (
    <>
      <div class="section-head">
        <h1 tabIndex={-1}>Submissions</h1>
        {champion !== null && <SubmitButton run={champion} label="Submit the champion" />}
      </div>
      {others.map((job) => (
        <p key={job.id}>
          <a href={runHref(job.run)}>{job.run}</a> <JobProgress job={job} />
        </p>
      ))}
    </>
  );
}
