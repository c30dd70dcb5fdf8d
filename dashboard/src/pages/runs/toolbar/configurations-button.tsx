import type { ColumnList } from "../../../../../src/api/columns.js";

export interface ConfigurationsButtonProps {
  columns: ColumnList;
  groupBy: readonly string[];
  onChange(fields: string[]): void;
}

const VARIANT = "variant";

/** One click to a mean with its interval for each configuration, and back; where repeats or folds make several runs of one. */
export function ConfigurationsButton({ columns, groupBy, onChange }: ConfigurationsButtonProps) {
  const isOn = groupBy.length === 1 && groupBy[0] === VARIANT;
  if (columns.variants >= columns.runs && !isOn) return null;
  return (
    <button
      type="button"
      class="button"
      aria-pressed={isOn}
      title="One line for each configuration, with the mean over its repeats and folds"
      onClick={() => onChange(isOn ? [] : [VARIANT])}
    >
      By configuration
    </button>
  );
}
