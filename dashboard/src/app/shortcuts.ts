/**
 * The one registry of keyboard shortcuts: what is not here does not exist, and the sheet behind `?` is made from it. Invariants:
 *
 * 1. A shortcut acts only while nothing that takes text has the focus and no dialog is open, unless it says otherwise.
 * 2. A sequence (`g r`) is one shortcut; its keys must follow each other within a second and a half.
 * 3. Of two active shortcuts with the same keys the one that was added last acts: a page overrides the frame.
 */
import { signal } from "@preact/signals";

export interface Shortcut {
  /** Keys as `KeyboardEvent.key` has them, separated by spaces: `?`, `g r`, `Shift+ArrowDown`. */
  keys: string;
  /** What it does, in a few words. */
  does: string;
  /** Heading on the sheet. */
  group: string;
  run(event: KeyboardEvent): void;
}

const SEQUENCE_MS = 1_500; // between two keys of a sequence
const active = signal<readonly Shortcut[]>([]);
let typed = "";
let typedAt = 0;

/** All that act at present, in the order in which they were added. */
export const shortcuts = active;

/** @returns a function that takes them away again. */
export function addShortcuts(added: readonly Shortcut[]): () => void {
  active.value = [...active.peek(), ...added];
  return () => {
    active.value = active.peek().filter((each) => !added.includes(each));
  };
}

/** Once, for the whole page. */
export function startShortcuts(): void {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || isElsewhere(event)) return;
    const key = keyOf(event);
    if (key === null) return;
    const sequence = event.timeStamp - typedAt < SEQUENCE_MS ? `${typed} ${key}` : key;
    const found = find(sequence) ?? find(key);
    typed = found ? "" : key;
    typedAt = event.timeStamp;
    if (!found) return;
    event.preventDefault();
    found.run(event);
  });
}

function find(keys: string): Shortcut | undefined {
  return active.peek().findLast((each) => each.keys === keys);
}

function isElsewhere({ target, key, metaKey, ctrlKey, altKey }: KeyboardEvent): boolean {
  if (metaKey || ctrlKey || altKey || document.querySelector("dialog[open]")) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (key === "Enter" && target.matches("a, button, summary, input")) return true; // that is theirs
  return target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select");
}

/** Shift shows only where it does not already change the character. */
function keyOf({ key, shiftKey }: KeyboardEvent): string | null {
  if (["Shift", "Control", "Alt", "Meta"].includes(key)) return null;
  return shiftKey && key.length > 1 ? `Shift+${key}` : key;
}
