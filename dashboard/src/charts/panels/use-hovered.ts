import { effect, type Signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";

/** Calls back with the run that the pointer is at: now, whenever it is another one, and when `about` is another object. */
export function useHovered(
  hovered: Signal<string | null>,
  about: unknown,
  callback: (run: string | null) => void,
): void {
  // the callback is about `about`, and new with it
  useLayoutEffect(() => effect(() => callback(hovered.value)), [hovered, about]);
}
