import { messageOf } from "../core/errors.js";

/** The reader of a pipe has gone (EPIPE), or the terminal was closed (EIO). */
const CLOSED = ["EPIPE", "EIO"];

/**
 * Somebody who has seen enough (`sweep ls | head -1`) is no reason to fail: what is written from then on is dropped, and
 * the command goes on; a sweep trains to its end. Any other failure to write ends the program.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error) => {
      if (isReaderGone(error)) return;
      process.stderr.write(`sweep: the output cannot be written: ${messageOf(error)}\n`);
      process.exit(1);
    });
  }
}

/** Did a command end because nobody reads what it writes? */
export function isReaderGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && CLOSED.includes(String(error.code));
}
