import type { CompareRow } from "../../../../src/api/compare.js";
import {
  exactValue,
  formatBytes,
  formatDuration,
  formatNumber,
  formatTime,
  formatValue,
} from "../../format.js";

/** A value as people read it. */
export function cellText({ cells, unit }: CompareRow, index: number): string {
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
    case "share":
      return `${(100 * value).toFixed(2)} %`;
    default:
      return formatNumber(value);
  }
}

/** The value in full, where it is shown shortened. */
export function cellTitle(row: CompareRow, index: number): string | undefined {
  const { cells, unit } = row;
  const value = cells[index]?.value;
  if (value === undefined) return undefined;
  if (unit !== null && unit !== "hash" && unit !== "share") return undefined;
  const exact = exactValue(value);
  return exact === cellText(row, index) ? undefined : exact;
}
