import type { Writable } from "node:stream";
import { createLogUpdate } from "log-update";
import { describeOutcome } from "../../core/outcome.js";
import type { SchedulerEvent } from "../../scheduler/scheduler-events.js";
import type { Colours } from "../format/colours.js";
import type { Look } from "../format/look.js";
import { formatBar } from "../format/progress-bar.js";
import type { Board } from "./board.js";
import { renderLiveTable } from "./live-table.js";
import { stoppingText } from "./plain-reporter.js";
import type { Reporter } from "./reporter.js";

const FRAME_MS = 250; // smooth enough for progress bars, and nothing beside training

/** For a terminal: a table that is drawn again in place, with warnings and failures kept above it. */
export function createLiveReporter(out: Writable, board: Board, look: () => Look): Reporter {
  const logUpdate = createLogUpdate(out as NodeJS.WriteStream); // it uses `write`, `columns` and `rows` alone
  const { now: startedAt, colours } = look();
  let planned = false;
  let closed = false;
  const draw = () => planned && logUpdate(renderLiveTable(board, startedAt, look()));
  const timer = setInterval(draw, FRAME_MS);
  const keep = (text: string) => {
    logUpdate.clear();
    out.write(`${text}\n`);
    draw();
  };
  return {
    onPreparation: (progress) => logUpdate(formatBar(progress)),
    onEvent(event) {
      planned ||= event.type === "planned";
      const text = keptText(event, colours);
      if (text) keep(text);
    },
    close() {
      if (closed) return; // what was printed since stays below the table
      closed = true;
      clearInterval(timer);
      draw();
      logUpdate.done();
    },
  };
}

function keptText(event: SchedulerEvent, colours: Colours): string | null {
  switch (event.type) {
    case "warning":
      return colours.yellow(`warning: ${event.message}`);
    case "stopping":
      return colours.yellow(stoppingText(event));
    case "ended": {
      const { run, retrying } = event;
      if (run.state === "finished" || run.outcome === null) return null;
      const text = `${run.id.slice(0, 8)}  ${run.name}: ${describeOutcome(run.outcome)}`;
      return colours.red(
        retrying ? `${text}; trying again` : `${text}  (sweep logs ${run.id.slice(0, 8)})`,
      );
    }
    default:
      return null;
  }
}
