import { useEffect } from "preact/hooks";
import { addShortcuts, type Shortcut } from "./shortcuts.js";

/** Shortcuts for as long as the component is shown; `inputs` as those of `useEffect`. */
export function useShortcuts(shortcuts: readonly Shortcut[], inputs: readonly unknown[]): void {
  useEffect(() => addShortcuts(shortcuts), inputs);
}
