import type { Writable } from "node:stream";
import { describeOutcome } from "../../core/outcome.js";
import type { MetricPoint, RunRecord } from "../../core/records.js";
import { activeMs } from "../../core/run-time.js";
import type { SchedulerEvent } from "../../scheduler/scheduler-events.js";
import { formatDuration } from "../format/duration.js";
import { formatMetric } from "../format/metric.js";
import { formatCountOf } from "../format/number.js";
import type { Board } from "./board.js";
import { MetricLines } from "./metric-lines.js";
import type { Reporter } from "./reporter.js";

/** For pipes and logs: one plain line for everything worth a line, without control characters. */
export function createPlainReporter(out: Writable, board: Board, now: () => number): Reporter {
  const line = (text: string) => out.write(`${text}\n`);
  const metricLines = new MetricLines(now);
  const linesOf = (event: SchedulerEvent): string[] => {
    const texts = describe(event, board);
    if (event.type === "ended") return [...metricLines.end(event.run.id), ...texts];
    if (event.type !== "metrics") return texts;
    return texts.flatMap((text) => metricLines.take(event.runId, text));
  };
  let lastStatus = "";
  return {
    onPreparation({ status }) {
      if (status !== lastStatus) line(status);
      lastStatus = status;
    },
    onEvent(event) {
      for (const text of linesOf(event)) line(text);
    },
    close() {},
  };
}

function describe(event: SchedulerEvent, board: Board): string[] {
  switch (event.type) {
    case "planned": {
      const { sweep, runs, cached, earlier, concurrency } = event;
      const parts = [
        formatCountOf(runs.length, "run"),
        `${cached} cached`,
        `${concurrency} at once`,
      ];
      if (earlier > 0) parts.push(`${earlier} more kept that the experiment no longer lists`);
      return [`${sweep.name}: ${parts.join(", ")}`];
    }
    case "proposed":
      return [`${event.run.id}  proposed  ${event.run.name}`];
    case "requeued":
      return [`${event.run.id}  queued again  ${event.run.name}`];
    case "paused":
    case "resumed":
      return [`${event.run.id}  ${event.type}  ${event.run.name}`];
    case "sweep-paused":
      return ["paused: nothing new is started until `sweep resume`"];
    case "sweep-resumed":
      return ["resumed"];
    case "started":
      return [
        `${event.run.id}  ${event.adopted ? "adopted" : "started"}  ${event.run.name}${attemptOf(event.run)}`,
      ];
    case "metrics": {
      const judged = event.points.findLast(({ name }) => name === board.metric?.name);
      return judged ? [`${event.runId}  ${pointText(judged)}`] : [];
    }
    case "ended":
      return [`${event.run.id}  ${endOf(event.run)}${event.retrying ? "; trying again" : ""}`];
    case "warning":
      return [`warning: ${event.message}`];
    case "stopping":
      return [stoppingText(event)];
    case "progress":
    case "done":
      return [];
  }
}

function pointText({ epoch, step, name, value }: MetricPoint): string {
  const when = epoch === null ? `step ${step}` : `epoch ${epoch}`;
  return `${when}  ${name} ${formatMetric(name, value)}`;
}

/** What Ctrl-C brought about, and what it would bring about next. */
export function stoppingText(event: Extract<SchedulerEvent, { type: "stopping" }>): string {
  if (event.mode === "now") return `stopping ${formatCountOf(event.running, "run")} now`;
  return `finishing ${formatCountOf(event.running, "run")}, ${event.queued} not started; press Ctrl-C again to stop now`;
}

function endOf(run: RunRecord): string {
  const outcome = run.outcome ? describeOutcome(run.outcome) : run.state;
  const ms = run.endedAt === null ? null : activeMs(run, run.endedAt);
  return ms === null || run.attempt === 0 ? outcome : `${outcome} after ${formatDuration(ms)}`;
}

function attemptOf({ attempt }: RunRecord): string {
  return attempt > 1 ? ` (attempt ${attempt})` : "";
}
