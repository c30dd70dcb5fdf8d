import type { ChartContext } from "../context.js";
import { type Brush, brushFilter } from "../parallel/brush.js";
import type { RunTable } from "../table/run-table.js";

export interface BrushSummaryProps {
  context: ChartContext;
  table: RunTable | null;
  brushes: Readonly<Record<string, Brush>>;
  kept: number;
  onClear(): void;
}

/** How many runs the brushes keep, and what can be done with them. */
export function BrushSummary({ context, table, brushes, kept, onClear }: BrushSummaryProps) {
  const hasBrush = Object.keys(brushes).length > 0;
  if (!table || !hasBrush)
    return <span class="chart-note">Drag along an axis to keep some runs</span>;
  const filter = () => {
    const terms = Object.entries(brushes).map(([field, brush]) =>
      brushFilter(field, brush, (name) => rawOf(table, field, name)),
    );
    context.onFilter(
      [...(context.where === "" ? [] : [grouped(context.where)]), ...terms].join(" and "),
    );
  };
  return (
    <>
      <output class="chart-note">{`${kept.toLocaleString("en")} of ${table.ids.length.toLocaleString("en")} runs kept`}</output>
      <button
        type="button"
        class="chart-tool"
        disabled={kept === 0 || kept === table.ids.length}
        onClick={filter}
      >
        Filter the table
      </button>
      <button type="button" class="chart-tool" onClick={onClear}>
        Clear brushes
      </button>
    </>
  );
}

/** The value that a category's name stands for. */
function rawOf(table: RunTable, field: string, name: string) {
  const column = table.column(field);
  const value = column?.names?.indexOf(name) ?? -1;
  const index = column?.values.indexOf(value) ?? -1;
  return index < 0 ? name : table.raw(field, index);
}

/** `or` binds less than the `and` that will follow. */
function grouped(where: string): string {
  return /\bor\b/i.test(where) ? `(${where})` : where;
}
