/** How much each parameter tells of a metric's best value. */
export interface Importance {
  metric: string;
  /** How many runs it was learnt from. */
  runs: number;
  /** Most important first. */
  parameters: ParameterImportance[];
}

export interface ParameterImportance {
  name: string;
  /** Share of the whole, 0 to 1. */
  importance: number;
  /** Of ranks, from -1 to 1: does the metric grow with the parameter? Null for what has no order. */
  correlation: number | null;
}
