import type { Writable } from "node:stream";
import type { SchedulerEvent } from "../../scheduler/scheduler-events.js";
import { encodeNumber } from "../format/print.js";
import type { Reporter } from "./reporter.js";

/** `--json`: every event as one JSON object a line; non-finite metric values as the strings "NaN", "Infinity", "-Infinity". */
export function createJsonReporter(out: Writable, now: () => number): Reporter {
  const write = (value: object) =>
    out.write(`${JSON.stringify({ time: now(), ...value }, encodeNumber)}\n`);
  let lastStatus = "";
  return {
    onEvent: (event: SchedulerEvent) => write(event),
    onPreparation({ status, done, total }) {
      if (status === lastStatus) return; // a line a step, not a line a percent
      lastStatus = status;
      write({ type: "preparing", status, done, total });
    },
    close() {},
  };
}
