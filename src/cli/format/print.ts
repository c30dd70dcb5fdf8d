import type { Writable } from "node:stream";
import { toWire } from "../../core/metric-value.js";

/** One JSON document, indented; NaN and infinities as the strings that metrics use on the wire. */
export function printJson(stream: Writable, value: unknown): void {
  stream.write(`${JSON.stringify(value, encodeNumber, 2)}\n`);
}

/** For JSON.stringify: NaN and infinities as the strings that metrics use on the wire. */
export function encodeNumber(_key: string, value: unknown): unknown {
  return typeof value === "number" ? toWire(value) : value;
}

/** A line of text. */
export function printLine(stream: Writable, text = ""): void {
  stream.write(`${text}\n`);
}
