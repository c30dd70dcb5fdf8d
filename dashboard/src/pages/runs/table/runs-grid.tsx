/**
 * The runs table: lines of one height, of which only those in sight exist; header and first column stay in place while the rest
 * scrolls. One line can have the focus (roving tabindex), which is how the keyboard works on it.
 */
import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useNow } from "../../../ui/use-now.js";
import { useVirtualRows } from "../../../ui/use-virtual-rows.js";
import type { SortKey } from "../runs-state.js";
import { GridHead } from "./grid-head.js";
import { GroupLine } from "./group-line.js";
import { RunLine } from "./run-line.js";
import type { TableColumn } from "./table-column.js";
import type { TableModel } from "./table-model.js";

export interface RunsGridProps {
  model: TableModel;
  columns: readonly TableColumn[];
  sort: readonly SortKey[];
  onSort(sort: SortKey[]): void;
  onMoveColumn(field: string, to: number): void;
  isTicked(id: string): boolean;
  /** All, some or none of what the filter matches. */
  tickedShare: "all" | "some" | "none";
  onTick(index: number, how: "toggle" | "range"): void;
  onTickAll(isTicked: boolean): void;
  onToggleGroup(where: string): void;
  onOpenTags(id: string): void;
  onOpenNote(id: string): void;
  /** Index of the line that has the keyboard; null: none yet. */
  focused: Signal<number | null>;
  hovered: Signal<string | null>;
  /** Name of the metric that groups are summed up by; null: none. */
  groupMetric: string | null;
  isGrouped: boolean;
  /** What the colours of curves are counted from. */
  firstNumber: number;
  label: string;
}

export const ROW_HEIGHT = 38; // px, as --row-height in grid.css
const HEAD_HEIGHT = 36; // px, as --head-height

/** A table of rows that the keyboard moves between. */
const GRID = { role: "grid", "aria-multiselectable": "true" } as const;

export function RunsGrid(props: RunsGridProps) {
  const { model, columns, focused, hovered } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const rows = useVirtualRows({
    count: model.count,
    rowHeight: ROW_HEIGHT,
    scroll,
    headHeight: HEAD_HEIGHT,
    kept: focused.value,
  });
  useEffect(() => model.need(rows.first, rows.last), [model, rows.first, rows.last]);
  useFocusedLine(scroll, focused, rows.scrollTo);
  const items = rows.indices
    .filter((index) => index < model.count)
    .map((index) => ({ index, item: model.item(index) }));
  const now = useNow(
    items.some(({ item }) => item.kind === "run" && item.live?.row.state === "running"),
  );
  return (
    <div ref={scroll} class="grid-scroll">
      <table
        class="runs"
        {...GRID}
        onMouseLeave={() => {
          hovered.value = null;
        }}
        aria-label={props.label}
        aria-rowcount={model.count + 1}
        aria-colcount={columns.length + 2}
      >
        <colgroup>
          <col class="col-tick" />
          <col class={props.isGrouped ? "col-name is-grouped" : "col-name"} />
          {columns.map(({ field, width }) => (
            <col key={field} style={{ width: `${width}rem` }} />
          ))}
        </colgroup>
        <GridHead {...props} />
        <tbody>
          {items.map(({ index, item }, i) => (
            <>
              <Gap key={`gap ${i}`} rows={index - (items[i - 1]?.index ?? -1) - 1} />
              {item.kind === "group" ? (
                <GroupLine key={item.key} {...props} index={index} item={item} />
              ) : (
                <RunLine key={item.key} {...props} index={index} item={item} now={now} />
              )}
            </>
          ))}
          <Gap key="end" rows={model.count - 1 - (items.at(-1)?.index ?? -1)} />
        </tbody>
      </table>
    </div>
  );
}

/** Room for lines that are not drawn. */
function Gap({ rows }: { rows: number }) {
  if (rows <= 0) return null;
  return (
    <tr class="grid-gap">
      <td style={{ height: `${rows * ROW_HEIGHT}px` }} />
    </tr>
  );
}

/** Moves the browser's focus to the line that has the keyboard, also when that line was drawn only now. */
function useFocusedLine(
  scroll: { current: HTMLElement | null },
  focused: Signal<number | null>,
  scrollTo: (index: number) => void,
): void {
  const index = focused.value;
  useEffect(() => {
    if (index === null) return;
    scrollTo(index);
    const frame = requestAnimationFrame(() => {
      if (focused.peek() !== index) return; // a second key was faster: the next effect is for that line
      const line = scroll.current?.querySelector<HTMLElement>(`tr[aria-rowindex="${index + 2}"]`);
      if (line && !line.contains(document.activeElement)) line.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [index]);
}
