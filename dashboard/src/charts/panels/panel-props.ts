import type { ChartContext } from "../context.js";
import type { ChartState } from "../state/chart-state.js";

/** What every chart of the sweep's page is given. */
export interface PanelProps {
  context: ChartContext;
  state: ChartState;
  /** What is chosen instead; it becomes part of the address. */
  onState(state: ChartState): void;
}
