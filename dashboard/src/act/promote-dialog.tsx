import { useState } from "preact/hooks";
import type { ChampionReport } from "../../../src/api/champion.js";
import { api, messageOf } from "../api-client.js";
import { toast } from "../app/toasts.js";
import { Dialog } from "../ui/dialog.js";
import { LoadedView } from "../ui/loaded-view.js";
import { Message } from "../ui/message.js";
import { Sentence } from "../ui/sentence.js";
import { useLoaded } from "../ui/use-loaded.js";
import { undoPromotion } from "./act.js";

export interface PromoteDialogProps {
  run: { id: string; name: string };
  onClose(): void;
}

/** Makes a run the champion, once the verdict against the present one has been read. */
export function PromoteDialog({ run, onClose }: PromoteDialogProps) {
  const report = useLoaded(run.id, () => api.championVerdict(run.id));
  return (
    <Dialog title={`Promote ${run.name || run.id}?`} onClose={onClose}>
      <LoadedView loaded={report} what="the verdict">
        {(value) => <PromoteForm {...{ run, onClose }} report={value} />}
      </LoadedView>
    </Dialog>
  );
}

function PromoteForm({ run, report, onClose }: PromoteDialogProps & { report: ChampionReport }) {
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState("");
  const isDoubtful = report.standing === "worse" || report.standing === "unrelated";
  const promote = async (event: Event) => {
    event.preventDefault();
    if (isDoubtful && reason.trim() === "") {
      setProblem(NEEDS_REASON);
      return;
    }
    try {
      await api.promote({ run: run.id, reason, force: isDoubtful });
      onClose();
      const undo = { label: "Undo", run: () => void undoPromotion() };
      toast({ text: `${run.name || run.id} is the champion.`, action: undo });
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <form class="stacked-form" onSubmit={promote}>
      <p class={isDoubtful ? "problem" : undefined}>
        {report.sentence ? <Sentence text={report.sentence} /> : alone(report)}
      </p>
      <label class="wide-field">
        <span>
          {isDoubtful ? "Why all the same? The history keeps it." : "Why? (for the history)"}
        </span>
        <input
          class="input"
          value={reason}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </label>
      {problem !== "" && (
        <p class="problem" role="alert">
          <Message text={problem} />
        </p>
      )}
      <div class="dialog-buttons">
        <button type="submit" class="button is-primary">
          {isDoubtful ? "Promote all the same" : "Promote"}
        </button>
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}

const NEEDS_REASON =
  "A reason is needed for a run that is worse, or cannot be compared: the history keeps it.";

function alone({ champion }: ChampionReport): string {
  return champion ? "It is the champion already." : "There is no champion yet.";
}
