import type { Writable } from "node:stream";
import { assertNever } from "../core/assert-never.js";
import type { RunEventInput } from "../protocol/events.js";
import type { EventSink } from "./sink.js";

/** Prints events for a person: what a trainer does when it is run without sweep. */
export function printEvents(stream: Writable): EventSink {
  return (event) => {
    stream.write(`${describe(event)}\n`);
  };
}

function describe(event: RunEventInput): string {
  switch (event.type) {
    case "metrics": {
      const epoch = event.epoch === undefined ? "" : `  epoch ${event.epoch}`;
      return `step ${event.step}${epoch}  ${pairs(event.values)}`;
    }
    case "progress": {
      const total = event.total > 0 ? `/${event.total}` : "";
      return `${event.done}${total} ${event.unit ?? "step"}  ${event.status ?? ""}`.trimEnd();
    }
    case "artifact":
      return `artifact ${event.path} (${event.kind ?? "file"})`;
    case "summary":
      return `summary  ${pairs(event.values)}`;
    default:
      return assertNever(event);
  }
}

function pairs(values: Record<string, unknown>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${readable(value)}`)
    .join("  ");
}

/** Five significant digits are enough to follow a loss by eye; whole numbers are shown whole. */
function readable(value: unknown): string {
  if (typeof value === "number" && !Number.isInteger(value)) return String(+value.toPrecision(5));
  return typeof value === "string" ? value : JSON.stringify(value);
}
