import { useState } from "preact/hooks";
import { plural } from "../../../format.js";
import { Dialog } from "../../../ui/dialog.js";

export interface TagsDialogProps {
  /** Tags of each of the runs. */
  runs: readonly (readonly string[])[];
  /** All tags in use, to choose from. */
  known: readonly string[];
  onChange(change: { addTags?: string[]; removeTags?: string[] }): void;
  onClose(): void;
}

/** Adds tags to runs and takes them away. A tag that only some of them have is shown half. */
export function TagsDialog({ runs, known, onChange, onClose }: TagsDialogProps) {
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set());
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState("");
  const shareOf = (tag: string) => {
    if (added.has(tag)) return 1;
    return removed.has(tag) ? 0 : runs.filter((tags) => tags.includes(tag)).length / runs.length;
  };
  const all = [...new Set([...runs.flat(), ...known, ...added])].sort();
  const set = (tag: string, isOn: boolean) => {
    setAdded(changed(added, tag, isOn));
    setRemoved(changed(removed, tag, !isOn));
    onChange(isOn ? { addTags: [tag] } : { removeTags: [tag] });
  };
  const add = (event: Event) => {
    event.preventDefault();
    for (const tag of text.split(",").map((part) => part.trim())) if (tag !== "") set(tag, true);
    setText("");
  };
  return (
    <Dialog title={`Tags of ${plural(runs.length, "run")}`} onClose={onClose}>
      <form class="inline-form" onSubmit={add}>
        <input
          class="input"
          aria-label="New tag"
          placeholder="New tag"
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button type="submit" class="button is-primary" disabled={text.trim() === ""}>
          Add
        </button>
      </form>
      <div class="tag-choices">
        {all.map((tag) => (
          <TagCheck key={tag} tag={tag} share={shareOf(tag)} onSet={(isOn) => set(tag, isOn)} />
        ))}
        {all.length === 0 && <p class="note">There are no tags yet.</p>}
      </div>
    </Dialog>
  );
}

interface TagCheckProps {
  tag: string;
  /** Share of the runs that have it. */
  share: number;
  onSet(isOn: boolean): void;
}

function TagCheck({ tag, share, onSet }: TagCheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={share === 1}
        ref={(box) => {
          if (box) box.indeterminate = share > 0 && share < 1;
        }}
        onChange={({ currentTarget }) => onSet(currentTarget.checked)}
      />
      <span class="tag">{tag}</span>
    </label>
  );
}

function changed(set: ReadonlySet<string>, tag: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(tag);
  else next.delete(tag);
  return next;
}
