/**
 * Reads a growing event file. Invariants:
 *
 * 1. `offset` only moves past complete lines, so that reading can go on from it after any crash.
 * 2. A bad line is reported and skipped; it never hides the lines after it.
 * 3. Memory is bounded: at most CHUNK_BYTES are read at a time, and a longer line is skipped.
 */
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { parseEventLine, type RunEvent } from "../protocol/events.js";

export interface TailResult {
  events: RunEvent[];
  problems: LineProblem[];
  /** Bytes read so far, to be stored together with the events. */
  offset: number;
}

/** A line that was skipped, counted from 1, and why. */
export interface LineProblem {
  line: number;
  message: string;
}

const CHUNK_BYTES = 1 << 20; // one transaction's worth: some 10,000 metric lines
const NEWLINE = 0x0a;

export class EventTail {
  readonly #file: string;
  #offset: number;
  #lines: number | null; // before `offset`; null: not counted yet, for reading began somewhere inside
  #skipping = false; // inside a line that is longer than a chunk

  constructor(file: string, offset: number) {
    this.#file = file;
    this.#offset = offset;
    this.#lines = offset === 0 ? 0 : null;
  }

  /**
   * The next batch of events, or null when there is nothing new.
   * @param final - the writer is gone: a last line without its newline counts, too.
   */
  async read({ final = false } = {}): Promise<TailResult | null> {
    const chunk = await this.#readChunk();
    if (chunk === null || chunk.length === 0) return null;
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    const lines = this.#lines ?? (await countLines(this.#file, this.#offset));
    if (end > 0) return this.#take(chunk.subarray(0, end), lines);
    if (chunk.length === CHUNK_BYTES) return this.#skip(chunk.length, lines);
    return final ? this.#take(chunk, lines) : null;
  }

  async #readChunk(): Promise<Buffer | null> {
    let handle: FileHandle;
    try {
      handle = await open(this.#file, "r");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null; // nothing was reported yet
      throw error;
    }
    try {
      const { buffer, bytesRead } = await handle.read(
        Buffer.alloc(CHUNK_BYTES),
        0,
        CHUNK_BYTES,
        this.#offset,
      );
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  }

  #take(chunk: Buffer, before: number): TailResult {
    const result: TailResult = { events: [], problems: [], offset: this.#offset + chunk.length };
    const texts = chunk.toString("utf8").split("\n");
    if (this.#skipping) texts[0] = ""; // the rest of a line that was reported as too long
    this.#skipping = false;
    for (const [i, text] of texts.entries()) {
      if (text.trim() === "") continue;
      const parsed = parseEventLine(text);
      if (parsed.ok) result.events.push(parsed.event);
      else result.problems.push({ line: before + i + 1, message: parsed.problem });
    }
    this.#offset = result.offset;
    this.#lines = before + texts.length - 1;
    return result;
  }

  #skip(bytes: number, before: number): TailResult {
    const message = `expected lines shorter than ${CHUNK_BYTES} bytes, got a longer one`;
    this.#lines = before;
    const problems = this.#skipping ? [] : [{ line: before + 1, message }];
    this.#skipping = true;
    this.#offset += bytes;
    return { events: [], problems, offset: this.#offset };
  }
}

/** Complete lines in a file's first `bytes` (at least one). */
async function countLines(file: string, bytes: number): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(file, { end: bytes - 1 }) as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines++;
  }
  return lines;
}
