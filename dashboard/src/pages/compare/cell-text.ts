import type { CompareRow } from "../../../../src/api/compare.js";
import {
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
export function cellTitle({ cells, unit }: CompareRow, index: number): string | undefined {
  const value = cells[index]?.value;
  return unit === "hash" && typeof value === "string" ? value : undefined;
}
