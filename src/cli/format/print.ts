import type { Writable } from "node:stream";
import { toWire } from "../../core/metric-value.js";

/** One JSON document, indented; NaN and infinities as the strings that metrics use on the wire. */
export function printJson(stream: Writable, value: unknown): void {
  const encode = (_key: string, item: unknown) => (typeof item === "number" ? toWire(item) : item);
  stream.write(`${JSON.stringify(value, encode, 2)}\n`);
}

/** A line of text. */
export function printLine(stream: Writable, text = ""): void {
  stream.write(`${text}\n`);
}
