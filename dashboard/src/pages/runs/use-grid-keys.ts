import type { Signal } from "@preact/signals";
import type { RefObject } from "preact";
import type { Shortcut } from "../../app/shortcuts.js";
import { useShortcuts } from "../../app/use-shortcuts.js";
import type { TableItem, TableModel } from "./table/table-model.js";

export interface GridKeysOptions {
  model: TableModel;
  focused: Signal<number | null>;
  filterInput: RefObject<HTMLInputElement | null>;
  onTick(index: number, how: "toggle" | "range"): void;
  onTickAll(isTicked: boolean): void;
  onClear(): void;
  onOpen(item: TableItem): void;
  onTags(): void;
  onNote(): void;
  onPin(): void;
  onArchive(): void;
  onCompare(): void;
}

const PAGE = 10; // lines of Page Up and Page Down

/** The keyboard on the runs table. */
export function useGridKeys(options: GridKeysOptions): void {
  const { model, focused } = options;
  const go = (index: number) => {
    if (model.count > 0) focused.value = Math.min(model.count - 1, Math.max(0, index));
  };
  const by = (step: number) => go(focused.value === null ? 0 : focused.value + step);
  const stretch = (step: number) => {
    by(step);
    if (focused.value !== null) options.onTick(focused.value, "range");
  };
  const withFocused = (run: (index: number) => void) => () => {
    if (focused.value !== null && focused.value < model.count) run(focused.value);
  };
  const group = "Runs table";
  const shortcut = (keys: string, does: string, run: () => void): Shortcut => ({
    keys,
    does,
    group,
    run,
  });
  useShortcuts(
    [
      shortcut("/", "filter", () => options.filterInput.current?.select()),
      shortcut("j", "next run", () => by(1)),
      shortcut("k", "run before", () => by(-1)),
      shortcut("ArrowDown", "next run", () => by(1)),
      shortcut("ArrowUp", "run before", () => by(-1)),
      shortcut("PageDown", "ten runs on", () => by(PAGE)),
      shortcut("PageUp", "ten runs back", () => by(-PAGE)),
      shortcut("Home", "first run", () => go(0)),
      shortcut("End", "last run", () => go(model.count - 1)),
      shortcut(
        "x",
        "tick or untick",
        withFocused((index) => options.onTick(index, "toggle")),
      ),
      shortcut("Shift+ArrowDown", "tick downwards", () => stretch(1)),
      shortcut("Shift+ArrowUp", "tick upwards", () => stretch(-1)),
      shortcut("*", "tick all that match", () => options.onTickAll(true)),
      shortcut("Escape", "untick all", options.onClear),
      shortcut(
        "Enter",
        "open",
        withFocused((index) => options.onOpen(model.item(index))),
      ),
      shortcut("e", "edit tags", options.onTags),
      shortcut("n", "write a note", options.onNote),
      shortcut("p", "pin or unpin", options.onPin),
      shortcut("a", "archive", options.onArchive),
      shortcut("c", "compare the ticked runs", options.onCompare),
    ],
    [options],
  );
}
