import { plural } from "../format.js";
import { Dialog } from "../ui/dialog.js";
import { controlRuns, controlSweep } from "./act.js";

export function StopRunsDialog({ ids, onClose }: { ids: readonly string[]; onClose(): void }) {
  const stop = () => {
    onClose();
    void controlRuns("stop", ids);
  };
  return (
    <Dialog title={`Stop ${plural(ids.length, "run")}?`} onClose={onClose}>
      <p>
        What was reported so far is kept. The state becomes <q>cancelled</q>; Retry trains from the
        beginning.
      </p>
      <div class="dialog-buttons">
        <button type="button" class="button is-primary" onClick={stop}>
          Stop
        </button>
        <button type="button" class="button" onClick={onClose}>
          Keep training
        </button>
      </div>
    </Dialog>
  );
}

export interface StopSweepDialogProps {
  name: string;
  running: number;
  onClose(): void;
}

export function StopSweepDialog({ name, running, onClose }: StopSweepDialogProps) {
  const stop = (action: "drain" | "stop") => () => {
    onClose();
    void controlSweep(action, name);
  };
  return (
    <Dialog title={`Stop ${name}?`} onClose={onClose}>
      <p>
        Either way no more of its runs are started, and starting the experiment again goes on with
        what is missing. {plural(running, "run")} {running === 1 ? "is" : "are"} being trained.
      </p>
      <div class="dialog-buttons">
        <button type="button" class="button is-primary" onClick={stop("drain")}>
          Let them finish
        </button>
        <button type="button" class="button" onClick={stop("stop")}>
          Stop them now
        </button>
        <button type="button" class="button" onClick={onClose}>
          Go on
        </button>
      </div>
    </Dialog>
  );
}
