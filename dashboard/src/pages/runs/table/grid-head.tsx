import { useState } from "preact/hooks";
import type { SortKey } from "../runs-state.js";
import { nextSort } from "./next-sort.js";
import type { RunsGridProps } from "./runs-grid.js";
import type { TableColumn } from "./table-column.js";

const NAME_COLUMN = {
  field: "name",
  title: "run",
  sort: { field: "name", descendingFirst: false },
};

/** Titles that sort by a click (with Shift: after what it is sorted by already) and move by dragging or Alt and an arrow. */
export function GridHead(props: RunsGridProps) {
  const { columns, tickedShare, onTickAll } = props;
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" class="cell-tick">
          <input
            type="checkbox"
            aria-label="tick all runs"
            checked={tickedShare === "all"}
            ref={(box) => {
              if (box) box.indeterminate = tickedShare === "some";
            }}
            onChange={({ currentTarget }) => onTickAll(currentTarget.checked)}
          />
        </th>
        <th scope="col" class="cell-name" aria-sort={ariaSort(props.sort, "name")}>
          <SortButton {...props} column={NAME_COLUMN} />
        </th>
        {columns.map((column, position) => (
          <ColumnHead key={column.field} {...props} column={column} position={position} />
        ))}
      </tr>
    </thead>
  );
}

type ColumnHeadProps = RunsGridProps & { column: TableColumn; position: number };

const DRAGGED = "text/x-sweep-column";

function ColumnHead(props: ColumnHeadProps) {
  const { column, position, sort, onMoveColumn } = props;
  const [isTarget, setTarget] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setTarget(false);
    const field = event.dataTransfer?.getData(DRAGGED) ?? "";
    if (field !== "") onMoveColumn(field, position);
  };
  const moveByKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!event.altKey || step === undefined) return;
    event.preventDefault();
    onMoveColumn(column.field, position + step);
  };
  const classes = [column.isNumeric && "is-numeric", isTarget && "is-target"]
    .filter(Boolean)
    .join(" ");
  return (
    <th
      scope="col"
      class={classes}
      aria-sort={ariaSort(sort, column.sort?.field ?? null)}
      draggable
      onDragStart={({ dataTransfer }) => dataTransfer?.setData(DRAGGED, column.field)}
      onDragOver={(event) => {
        event.preventDefault();
        setTarget(true);
      }}
      onDragLeave={() => setTarget(false)}
      onDrop={drop}
      onKeyDown={moveByKey}
    >
      {column.sort ? <SortButton {...props} column={column} /> : column.title}
    </th>
  );
}

type Sortable = Pick<TableColumn, "title" | "sort" | "field">;

function SortButton({
  column,
  sort,
  onSort,
}: Pick<RunsGridProps, "sort" | "onSort"> & { column: Sortable }) {
  const { sort: order, title } = column;
  if (!order) return null;
  const place = sort.findIndex(({ field }) => field === order.field);
  const arrow = place < 0 ? "" : sort[place]?.descending ? "▼" : "▲";
  return (
    <button
      type="button"
      class="sort"
      title={title}
      onClick={(event) => onSort(nextSort(sort, order, event.shiftKey))}
    >
      <span class="sort-title">{title}</span>
      <span class="sort-arrow" aria-hidden="true">
        {arrow}
        {place >= 0 && sort.length > 1 ? place + 1 : ""}
      </span>
    </button>
  );
}

function ariaSort(sort: readonly SortKey[], field: string | null) {
  const key = sort.find((each) => each.field === field);
  return key ? (key.descending ? "descending" : "ascending") : "none";
}
