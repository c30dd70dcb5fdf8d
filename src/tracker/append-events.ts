import { appendFileSync } from "node:fs";
import { formatEventLine } from "../protocol/events.js";
import type { EventSink } from "./sink.js";

const MAX_LINE_BYTES = 64 * 1024; // far above any real event; a reader may buffer a whole line

/**
 * Appends each event as one line, in one write to a file opened with O_APPEND: several processes of a run may report at
 * once without mixing their lines. Nothing stays open between events.
 */
export function appendEvents(file: string): EventSink {
  return (event) => {
    const line = Buffer.from(formatEventLine(event));
    if (line.length > MAX_LINE_BYTES) {
      throw new RangeError(
        `${event.type}: expected an event of at most ${MAX_LINE_BYTES} bytes, got ${line.length}; write large data to a file and report it with artifact()`,
      );
    }
    appendFileSync(file, line);
  };
}
