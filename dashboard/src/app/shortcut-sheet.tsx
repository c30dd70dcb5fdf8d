import { signal } from "@preact/signals";
import { Dialog } from "../ui/dialog.js";
import { type Shortcut, shortcuts } from "./shortcuts.js";

export const isSheetOpen = signal(false);

/** All shortcuts that act on this page. */
export function ShortcutSheet() {
  if (!isSheetOpen.value) return null;
  const all = withoutOverridden(shortcuts.value);
  const groups = [...new Set(all.map(({ group }) => group))];
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => (isSheetOpen.value = false)}>
      <div class="shortcut-groups">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl class="shortcuts">
              {all
                .filter((each) => each.group === group)
                .map((each) => (
                  <ShortcutLine key={each.keys} {...each} />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function ShortcutLine({ keys, does }: Shortcut) {
  return (
    <div>
      <dt>
        {keys.split(" ").map((key) => (
          <kbd key={key}>{NAMES[key] ?? key.replace("Shift+", "⇧ ").replace("Arrow", "")}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}

const NAMES: Record<string, string> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  "Shift+ArrowDown": "⇧ ↓",
  "Shift+ArrowUp": "⇧ ↑",
  Enter: "↵",
  Escape: "Esc",
};

/** Of several with the same keys the last one acts. */
function withoutOverridden(all: readonly Shortcut[]): Shortcut[] {
  return all.filter((each, i) => all.findLastIndex(({ keys }) => keys === each.keys) === i);
}
