import { createLogUpdate } from "log-update";
import pc from "picocolors";
import { describeOutcome } from "../../core/outcome.js";
import type { SchedulerEvent } from "../../scheduler/scheduler-events.js";
import type { Board } from "./board.js";
import { renderLiveTable } from "./live-table.js";
import { stoppingText } from "./plain-reporter.js";
import type { Reporter } from "./reporter.js";

const FRAME_MS = 250; // smooth enough for progress bars, and nothing beside training

/** For a terminal: a table that is drawn again in place, with warnings and failures kept above it. */
export function createLiveReporter(
  out: NodeJS.WritableStream,
  board: Board,
  now: () => number,
): Reporter {
  const logUpdate = createLogUpdate(out as NodeJS.WriteStream); // a terminal by the caller's word
  const startedAt = now();
  let planned = false;
  const draw = () => planned && logUpdate(renderLiveTable(board, now(), startedAt));
  const timer = setInterval(draw, FRAME_MS);
  const keep = (text: string) => {
    logUpdate.clear();
    out.write(`${text}\n`);
    draw();
  };
  return {
    onPreparation({ status, done, total }) {
      logUpdate(total > 0 ? `${status}  ${Math.floor((100 * done) / total)} %` : status);
    },
    onEvent(event) {
      planned ||= event.type === "planned";
      const text = keptText(event);
      if (text) keep(text);
    },
    close() {
      clearInterval(timer);
      draw();
      logUpdate.done();
    },
  };
}

function keptText(event: SchedulerEvent): string | null {
  switch (event.type) {
    case "warning":
      return pc.yellow(`warning: ${event.message}`);
    case "stopping":
      return pc.yellow(stoppingText(event));
    case "ended": {
      const { run, retrying } = event;
      if (run.state === "finished" || run.outcome === null) return null;
      const text = `${run.id.slice(0, 8)}  ${run.name}: ${describeOutcome(run.outcome)}`;
      return pc.red(
        retrying ? `${text}; trying again` : `${text}  (npx sweep logs ${run.id.slice(0, 8)})`,
      );
    }
    default:
      return null;
  }
}
