import type { ChartContext } from "../context.js";

/** What a picture is of: the sweep, and the filter where there is one. */
export function subtitleOf({ sweep, where }: ChartContext): string {
  const parts = [sweep === null ? "all runs" : sweep, ...(where === "" ? [] : [`where ${where}`])];
  return parts.join(", ");
}

/** A file's name, from what tells this chart from others. */
export function fileNameOf({ sweep }: ChartContext, ...parts: string[]): string {
  return [sweep ?? "runs", ...parts].join("-");
}
