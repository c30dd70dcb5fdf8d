import type { SweepItem } from "../../../src/api/sweeps.js";
import { usePermission } from "../app/permission.js";
import { asked, controlSweep } from "./act.js";

/** What can be done with a sweep as it stands. */
export function SweepControls({ sweep }: { sweep: SweepItem }) {
  if (usePermission()?.allowed === false) return null; // before the server has answered they keep their place
  const { name, states, isBeingRun, pausedAt } = sweep;
  const isActive = isBeingRun || states.running > 0;
  const open = states.failed + states.cancelled;
  const stop = () => {
    asked.value = { type: "stop-sweep", name, running: states.running };
  };
  return (
    <>
      {open > 0 && (
        <Button
          label={`Retry ${open.toLocaleString("en")}`}
          title="Trains its failed and cancelled runs again"
          onClick={() => void controlSweep("retry", name)}
        />
      )}
      {isActive && pausedAt === null && (
        <Button label="Pause" onClick={() => void controlSweep("pause", name)} />
      )}
      {isActive && pausedAt !== null && (
        <Button label="Resume" onClick={() => void controlSweep("resume", name)} />
      )}
      {isActive && <Button label="Stop" onClick={stop} />}
    </>
  );
}

function Button({ label, ...rest }: { label: string; title?: string; onClick(): void }) {
  return (
    <button type="button" class="button" {...rest}>
      {label}
    </button>
  );
}
