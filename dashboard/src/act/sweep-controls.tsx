import type { SweepItem } from "../../../src/api/sweeps.js";
import { usePermission } from "../app/permission.js";
import { asked, controlSweep } from "./act.js";

/** What can be done with a sweep as it stands. */
export function SweepControls({ sweep }: { sweep: SweepItem }) {
  if (usePermission()?.allowed === false) return null; // before the server has answered they keep their place
  const { name, states, isBeingRun, pausedAt } = sweep;
  const isActive = isBeingRun || states.running > 0;
  const open = states.failed + states.cancelled + sweep.lost;
  const stop = () => {
    asked.value = { type: "stop-sweep", name, running: states.running };
  };
  return (
    <>
      {open > 0 && (
        <Button
          label={`Retry ${open.toLocaleString("en")}`}
          class="retry"
          title="Trains its failed, cancelled and lost runs again"
          onClick={() => void controlSweep("retry", name)}
        />
      )}
      <span class={isActive ? "live-controls" : "live-controls is-absent"}>
        {pausedAt === null ? (
          <Button label="Pause" onClick={() => void controlSweep("pause", name)} />
        ) : (
          <Button label="Resume" onClick={() => void controlSweep("resume", name)} />
        )}
        <Button label="Stop" onClick={stop} />
      </span>
    </>
  );
}

interface ButtonProps {
  label: string;
  class?: string;
  title?: string;
  onClick(): void;
}

function Button({ label, class: name = "", ...rest }: ButtonProps) {
  return (
    <button type="button" class={`button ${name}`.trimEnd()} {...rest}>
      {label}
    </button>
  );
}
