import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ColumnList } from "../../../../../src/api/columns.js";
import { type Completion, type Completions, complete, looksFinished } from "./complete.js";
import { filterHistory, rememberFilter } from "./filter-history.js";

const PAUSE_MS = 350; // after the last key: a filter takes effect while one types

export interface FilterInputOptions {
  where: string;
  columns: ColumnList;
  onFilter(where: string): void;
  input: RefObject<HTMLInputElement | null>;
}

/** What is typed, what could follow, and which of that is chosen. */
export function useFilterInput({ where, columns, onFilter, input }: FilterInputOptions) {
  const [text, setText] = useState(where);
  const [caret, setCaret] = useState(where.length);
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const pending = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (document.activeElement !== input.current) setText(where);
  }, [where]);
  const { start, options } = isOpen ? suggestions(text, caret, columns) : NOTHING;

  const type = (next: string, at: number) => {
    setText(next);
    setCaret(at);
    setOpen(true);
    setChosen(-1);
    clearTimeout(pending.current);
    if (looksFinished(next)) pending.current = setTimeout(() => onFilter(next.trim()), PAUSE_MS);
  };
  const take = ({ insert }: Completion) => {
    const end = start + insert.length;
    const next = text.slice(0, start) + insert + text.slice(caret).trimStart();
    if (input.current) {
      input.current.value = next; // at once: the next key may come before the page is drawn
      input.current.setSelectionRange(end, end);
    }
    type(next, end);
  };
  const apply = () => {
    setOpen(false);
    clearTimeout(pending.current);
    rememberFilter(text.trim());
    onFilter(text.trim());
  };
  const move = (by: number) => {
    setOpen(true);
    setChosen(step(chosen, by, options.length));
  };
  return { text, options, chosen, isOpen, setOpen, setCaret, type, take, apply, move };
}

const NOTHING: Completions = { start: 0, options: [] };

/** Of an empty filter those that were used last; else what could follow. */
function suggestions(text: string, caret: number, columns: ColumnList): Completions {
  const history = text === "" ? filterHistory() : [];
  const earlier = history.map((where) => ({ insert: where, label: where, hint: "used before" }));
  const { start, options } = complete(text, caret, columns);
  return { start, options: [...earlier, ...options] };
}

/** Round and round, with −1 for none in between. */
function step(chosen: number, by: number, count: number): number {
  const next = chosen + by;
  if (next < -1) return count - 1;
  return next >= count ? -1 : next;
}
