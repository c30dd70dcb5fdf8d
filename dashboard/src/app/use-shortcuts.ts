import { useLayoutEffect } from "preact/hooks";
import { addShortcuts, type Shortcut } from "./shortcuts.js";

/** Shortcuts from the moment the component is drawn, for as long as it is shown; `inputs` as those of `useLayoutEffect`. */
export function useShortcuts(shortcuts: readonly Shortcut[], inputs: readonly unknown[]): void {
  useLayoutEffect(() => addShortcuts(shortcuts), inputs);
}
