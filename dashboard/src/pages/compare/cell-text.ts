import type { CompareRow } from "../../../../src/api/compare.js";
import {
  exactValue,
  formatBytes,
  formatDuration,
  formatMetric,
  formatNumber,
  formatTime,
  formatValue,
} from "../../format.js";

/** A value as people read it; of results, accuracies as per cent, as everywhere. */
export function cellText(
  { name, cells, unit }: CompareRow,
  index: number,
  isResult: boolean,
): string {
  const cell = cells[index];
  if (!cell) return "–";
  const { value } = cell;
  if (typeof value !== "number")
    return unit === "hash" ? formatValue(value).slice(0, 12) : formatValue(value);
  switch (unit) {
    case "seconds":
      return formatDuration(1000 * value);
    case "bytes":
      return formatBytes(value);
    case "time":
      return formatTime(value);
    case "count":
      return formatNumber(value);
    default:
      return isResult ? formatMetric(name, value) : formatNumber(value);
  }
}

/** The value in full, where it is shown shortened. */
export function cellTitle(row: CompareRow, index: number, isResult: boolean): string | undefined {
  const { cells, unit } = row;
  const value = cells[index]?.value;
  if (value === undefined) return undefined;
  if (unit !== null && unit !== "hash") return undefined;
  const exact = exactValue(value);
  return exact === cellText(row, index, isResult) ? undefined : exact;
}
