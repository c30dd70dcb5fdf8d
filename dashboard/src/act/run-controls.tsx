import type { RunRow } from "../../../src/api/runs.js";
import { usePermission } from "../app/permission.js";
import { asked, controlRuns, undoPromotion } from "./act.js";
import { type Verb, verbsOf } from "./verbs.js";

export const LABELS: Record<Verb, string> = {
  stop: "Stop",
  pause: "Pause",
  resume: "Resume",
  retry: "Retry",
  promote: "Promote",
};

/** Does it, or asks first where something would be lost. */
export function act(verb: Verb, runs: readonly RunRow[]): void {
  const [first] = runs;
  const ids = runs.map(({ id }) => id);
  if (!first) return;
  if (verb === "stop") asked.value = { type: "stop-runs", ids };
  else if (verb === "promote") asked.value = { type: "promote", run: first };
  else void controlRuns(verb, ids);
}

/** What can be done with one run as it stands. */
export function RunControls({ run }: { run: RunRow }) {
  if (usePermission()?.allowed === false) return null; // before the server has answered they keep their place
  return (
    <>
      {verbsOf(run).map((verb) => (
        <button key={verb} type="button" class="button" onClick={() => act(verb, [run])}>
          {LABELS[verb]}
        </button>
      ))}
      {run.champion && (
        <button
          type="button"
          class="button"
          title="The champion before it is champion again"
          onClick={() => void undoPromotion()}
        >
          Undo promotion
        </button>
      )}
    </>
  );
}
