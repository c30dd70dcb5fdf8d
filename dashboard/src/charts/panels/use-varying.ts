import { useRef, useState } from "preact/hooks";
import type { ChartContext } from "../context.js";
import type { TooltipRow } from "../plot/painter.js";
import { useRunTable } from "../table/use-run-table.js";
import { toldRows } from "./dots-content.js";
import { varyingFields } from "./use-plane.js";

/** What a tooltip tells of a run besides what the chart shows. */
export interface Varying {
  /** The same function for as long as the chart lives: what it comes to know draws no dot anew. */
  moreOf(run: string): TooltipRow[];
  /** For the plot: when to read, and what tells that there is more to tell. */
  reading: { onEnter(): void; known: unknown };
}

/**
 * The parameters that vary. Of ten thousand runs they are two thirds of what there is to read, so they are read when the pointer comes
 * to the chart. @param shown fields that the tooltip tells anyway
 */
export function useVarying(context: ChartContext, shown: readonly string[]): Varying {
  const [isWanted, setWanted] = useState(false);
  const fields = varyingFields(context).filter((field) => !shown.includes(field));
  const { value: table } = useRunTable(context, { fields, isWanted });
  const latest = useRef({ table, fields });
  latest.current = { table, fields };
  const moreOf = useRef((run: string) => {
    const { table, fields } = latest.current;
    const index = table?.ids.indexOf(run) ?? -1;
    return table && index >= 0 ? toldRows(table, index, fields) : [];
  });
  return {
    moreOf: moreOf.current,
    reading: { onEnter: () => setWanted(true), known: table },
  };
}
