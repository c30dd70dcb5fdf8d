/**
 * Reads a growing event file. Invariants:
 *
 * 1. `offset` only moves past complete lines, so that reading can go on from it after any crash.
 * 2. A bad line is reported and skipped; it never hides the lines after it.
 * 3. Memory is bounded: at most CHUNK_BYTES are read at a time, and a longer line is skipped.
 */
import { type FileHandle, open } from "node:fs/promises";
import { parseEventLine, type RunEvent } from "../protocol/events.js";

export interface TailResult {
  events: RunEvent[];
  problems: string[];
  /** Bytes read so far, to be stored together with the events. */
  offset: number;
}

const CHUNK_BYTES = 1 << 20; // one transaction's worth: some 10,000 metric lines
const NEWLINE = 0x0a;

export class EventTail {
  readonly #file: string;
  #offset: number;
  #skipping = false; // inside a line that is longer than a chunk

  constructor(file: string, offset: number) {
    this.#file = file;
    this.#offset = offset;
  }

  /**
   * The next batch of events, or null when there is nothing new.
   * @param final - the writer is gone: a last line without its newline counts, too.
   */
  async read({ final = false } = {}): Promise<TailResult | null> {
    const chunk = await this.#readChunk();
    if (chunk === null || chunk.length === 0) return null;
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) return this.#take(chunk.subarray(0, end));
    if (chunk.length === CHUNK_BYTES) return this.#skip(chunk.length);
    return final ? this.#take(chunk) : null;
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

  #take(lines: Buffer): TailResult {
    const result: TailResult = { events: [], problems: [], offset: this.#offset + lines.length };
    const texts = lines.toString("utf8").split("\n");
    if (this.#skipping) texts.shift(); // the rest of a line that was reported as too long
    this.#skipping = false;
    for (const text of texts) {
      if (text.trim() === "") continue;
      const parsed = parseEventLine(text);
      if (parsed.ok) result.events.push(parsed.event);
      else result.problems.push(parsed.problem);
    }
    this.#offset = result.offset;
    return result;
  }

  #skip(bytes: number): TailResult {
    const problems = this.#skipping ? [] : [`expected lines shorter than ${CHUNK_BYTES} bytes`];
    this.#skipping = true;
    this.#offset += bytes;
    return { events: [], problems, offset: this.#offset };
  }
}
