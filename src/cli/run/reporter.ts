import type { SchedulerEvent } from "../../scheduler/scheduler-events.js";

/** Shows a sweep while it runs: a live table, plain lines or JSON events. */
export interface Reporter {
  onEvent(event: SchedulerEvent): void;
  /** Work before any run starts: reading and checking the data. */
  onPreparation(progress: { status: string; done: number; total: number }): void;
  close(): void;
}
