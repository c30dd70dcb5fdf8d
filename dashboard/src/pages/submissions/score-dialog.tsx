import { useState } from "preact/hooks";
import type { SubmissionItem, SubmissionList } from "../../../../src/api/submissions.js";
import { api, messageOf } from "../../api-client.js";
import { Dialog } from "../../ui/dialog.js";

export interface ScoreDialogProps {
  submission: SubmissionItem;
  onEntered(list: SubmissionList): void;
  onClose(): void;
}

/** Enters what the leaderboard said of a submission; empty takes it back. */
export function ScoreDialog({ submission, onEntered, onClose }: ScoreDialogProps) {
  const { id, leaderboard } = submission;
  const [text, setText] = useState(leaderboard ? String(leaderboard.score) : "");
  const [problem, setProblem] = useState<string | null>(null);
  const save = async (event: Event) => {
    event.preventDefault();
    const score = parseScore(text);
    if (score === undefined)
      return setProblem(
        `Expected an accuracy from 0 to 1, as in 0.9972, or in per cent, as in 99.72 %, got “${text}”.`,
      );
    try {
      onEntered(await api.enterScore(id, score));
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Dialog title={`Leaderboard score of submission ${id}`} onClose={onClose}>
      <form class="stacked-form" onSubmit={(event) => void save(event)}>
        <label>
          Accuracy from 0 to 1, as Kaggle shows it; empty takes it back
          <input
            class="input"
            inputMode="decimal"
            placeholder="0.9972"
            autocomplete="off"
            autofocus
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        {problem !== null && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="button is-primary">
          Save
        </button>
      </form>
    </Dialog>
  );
}

/** Null for nothing; undefined for what is no accuracy. */
function parseScore(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const number = text.trim().replace(",", ".");
  const score = Number(number.replace(/^([\d.]+) ?%$/, "$1e-2")); // divided by 100 it would be rounded twice
  return score >= 0 && score <= 1 ? score : undefined;
}
