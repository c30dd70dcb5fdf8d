import type { ControlVerb } from "../../../src/api/control.js";
import type { RunRow } from "../../../src/api/runs.js";
import { usePermission } from "../app/permission.js";
import { useShortcuts } from "../app/use-shortcuts.js";
import { asked, controlRuns, undoPromotion } from "./act.js";
import { KEYS, type Verb, verbsOf } from "./verbs.js";

export const LABELS: Record<Verb, string> = {
  stop: "Stop",
  pause: "Pause",
  resume: "Resume",
  retry: "Retry",
  promote: "Promote",
};

/** Does it, or asks first where something would be lost or decided. */
export function act(verb: Verb, runs: readonly RunRow[]): void {
  const [first] = runs;
  if (!first) return;
  if (verb === "promote") asked.value = { type: "promote", run: first };
  else
    actOn(
      verb,
      runs.map(({ id }) => id),
    );
}

/** The same for runs of which no more is known than their ids; the server tells those apart that it cannot be done with. */
export function actOn(verb: ControlVerb, ids: readonly string[]): void {
  if (verb === "stop") asked.value = { type: "stop-runs", ids };
  else void controlRuns(verb, ids);
}

/** What can be done with one run as it stands. */
export function RunControls({ run }: { run: RunRow }) {
  const isAllowed = usePermission()?.allowed !== false; // before the server has answered they keep their place
  const verbs = isAllowed ? verbsOf(run) : [];
  useShortcuts(
    verbs.map((verb) => ({
      ...{ keys: KEYS[verb], does: LABELS[verb].toLowerCase(), group: "This run" },
      run: () => act(verb, [run]),
    })),
    [run, isAllowed],
  );
  if (!isAllowed) return null;
  return (
    <>
      {verbs.map((verb) => (
        <button
          key={verb}
          type="button"
          class="button"
          title={`Key: ${KEYS[verb]}`}
          onClick={() => act(verb, [run])}
        >
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
