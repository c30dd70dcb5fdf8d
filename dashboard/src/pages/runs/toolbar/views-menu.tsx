import { useEffect, useState } from "preact/hooks";
import type { SavedView, ViewList } from "../../../../../src/api/views.js";
import { api, messageOf } from "../../../api-client.js";
import { toast } from "../../../app/toasts.js";
import { Popover } from "../../../ui/popover.js";

/** Saved views: everything that the address says, under a name. */
export function ViewsMenu() {
  return (
    <Popover label="Views" align="end">
      {(close) => <Views close={close} />}
    </Popover>
  );
}

function Views({ close }: { close(): void }) {
  const [views, setViews] = useState<readonly SavedView[] | null>(null);
  const take = (request: Promise<ViewList>) =>
    void request.then(
      (list) => setViews(list.views),
      (error: unknown) => toast({ text: messageOf(error), isError: true }),
    );
  useEffect(() => take(api.views()), []);
  return (
    <div class="chooser">
      <SaveForm onSave={(name) => take(api.saveView(name, location.pathname + location.search))} />
      <ul class="views">
        {views?.map(({ name, address }) => (
          <li key={name}>
            <a href={address} onClick={close}>
              {name}
            </a>
            <button
              type="button"
              class="button is-quiet"
              aria-label={`Forget the view ${name}`}
              onClick={() => take(api.removeView(name))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {views?.length === 0 && (
        <p class="note">None is saved yet. A view is filter, order, columns and charts.</p>
      )}
    </div>
  );
}

function SaveForm({ onSave }: { onSave(name: string): void }) {
  const [name, setName] = useState("");
  const trimmed = name.trim();
  const save = (event: Event) => {
    event.preventDefault();
    if (trimmed === "") return;
    setName("");
    onSave(trimmed);
  };
  return (
    <form class="inline-form" onSubmit={save}>
      <input
        class="input"
        aria-label="Name of this view"
        placeholder="Save this view as…"
        value={name}
        onInput={({ currentTarget }) => setName(currentTarget.value)}
      />
      <button type="submit" class="button is-primary" disabled={trimmed === ""}>
        Save
      </button>
    </form>
  );
}
