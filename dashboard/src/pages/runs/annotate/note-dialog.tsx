import { useState } from "preact/hooks";
import { plural } from "../../../format.js";
import { Dialog } from "../../../ui/dialog.js";

export interface NoteDialogProps {
  /** How many runs get it. */
  count: number;
  note: string;
  onSave(note: string): void;
  onClose(): void;
}

/** A note on one run or several, as text. */
export function NoteDialog({ count, note, onSave, onClose }: NoteDialogProps) {
  const [text, setText] = useState(note);
  const save = (event: Event) => {
    event.preventDefault();
    onSave(text);
    onClose();
  };
  return (
    <Dialog title={count === 1 ? "Note" : `Note on ${plural(count, "run")}`} onClose={onClose}>
      <form class="stacked-form" onSubmit={save}>
        <textarea
          class="input"
          rows={6}
          aria-label="Note"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button type="submit" class="button is-primary">
          Save
        </button>
      </form>
    </Dialog>
  );
}
