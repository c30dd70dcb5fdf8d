import type { Metric } from "../core/metric-goal.js";
import type { RunState } from "../core/run-state.js";

/** GET /api/sweeps, newest first. */
export interface SweepList {
  sweeps: SweepItem[];
}

export interface SweepItem {
  name: string;
  description: string;
  method: string;
  metric: Metric;
  /** Where the experiment was read; relative to the project where it lies inside it. Empty: `sweep ensemble` made it. */
  file: string;
  createdAt: number;
  updatedAt: number;
  /** Did a built-in trainer, which knows its data, train its newest run? */
  hasDigits: boolean;
  /** The smallest number of its runs, from which their colours are counted; 1 where it has none. */
  firstNumber: number;
  /** Is an orchestrator at work on it? */
  isBeingRun: boolean;
  /** Since when it starts no new runs; null: it does, where it is being run. */
  pausedAt: number | null;
  /** How many of its runs are in each state. */
  states: Record<RunState, number>;
  /** Of those that are recorded as running, how many nothing works on. */
  lost: number;
}
