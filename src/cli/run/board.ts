import { isBetter, type Metric } from "../../core/metric-goal.js";
import type { MetricPoint, RunRecord, SweepRecord } from "../../core/records.js";
import type { SchedulerEvent, StopMode } from "../../scheduler/scheduler-events.js";

/** One run as the live table shows it. */
export interface BoardRow {
  run: RunRecord;
  /** Finished by an earlier `sweep run`. */
  cached: boolean;
  /** 0 to 1, and what it is doing. */
  fraction: number;
  status: string;
  epoch: number | null;
  current: number | null;
  best: number | null;
}

/** What a watcher of a sweep needs to know, reduced from the scheduler's events. */
export class Board {
  sweep: SweepRecord | null = null;
  concurrency = 1;
  stopping: StopMode | null = null;
  /** Does it start nothing until it is resumed? */
  isPaused = false;
  readonly rows = new Map<string, BoardRow>();
  get metric(): Metric | null {
    return this.sweep?.metric ?? null;
  }

  /** The row with the best value so far, or null before any run has reported one. */
  get leader(): BoardRow | null {
    const goal = this.metric?.goal ?? "maximize";
    let leader: BoardRow | null = null;
    for (const row of this.rows.values()) {
      if (row.best !== null && isBetter(goal, row.best, leader?.best)) leader = row;
    }
    return leader;
  }

  /** Sets what a run had reached before this orchestrator: its metrics are in the store, not in events. */
  setBest(runId: string, value: number | null): void {
    const row = this.rows.get(runId);
    if (row) row.best = value;
  }

  apply(event: SchedulerEvent): void {
    switch (event.type) {
      case "planned":
        this.sweep = event.sweep;
        this.concurrency = event.concurrency;
        for (const run of event.runs) this.rows.set(run.id, newRow(run, run.state === "finished"));
        return;
      case "proposed":
      case "requeued":
        this.rows.set(event.run.id, newRow(event.run, false));
        return;
      case "started":
        this.rows.set(event.run.id, newRow(event.run, false));
        return;
      case "paused":
      case "resumed": {
        const row = this.rows.get(event.run.id);
        if (row) row.run = event.run;
        return;
      }
      case "sweep-paused":
      case "sweep-resumed":
        this.isPaused = event.type === "sweep-paused";
        return;
      case "progress": {
        const row = this.rows.get(event.runId);
        if (!row) return;
        const { done, total, status } = event.progress;
        row.fraction = total > 0 ? Math.min(1, done / total) : 0;
        row.status = status;
        return;
      }
      case "metrics":
        for (const point of event.points) this.#applyMetric(event.runId, point);
        return;
      case "ended": {
        const row = this.rows.get(event.run.id);
        if (row)
          Object.assign(row, {
            run: event.run,
            status: "",
            fraction: event.retrying ? 0 : row.fraction,
          });
        return;
      }
      case "stopping":
        this.stopping = event.mode;
        return;
      case "warning":
      case "done":
        return;
    }
  }

  #applyMetric(runId: string, point: MetricPoint): void {
    const row = this.rows.get(runId);
    if (!row || !this.metric || point.name !== this.metric.name) return;
    row.current = point.value;
    row.epoch = point.epoch;
    if (isBetter(this.metric.goal, point.value, row.best)) row.best = point.value;
  }
}

function newRow(run: RunRecord, cached: boolean): BoardRow {
  return {
    run,
    cached,
    fraction: 0,
    status: "",
    epoch: null,
    current: null,
    best: null,
  };
}
