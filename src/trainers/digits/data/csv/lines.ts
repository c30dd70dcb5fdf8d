import { SweepError } from "../../../../core/errors.js";

const NEWLINE = 10;
const LONGEST_LINE_BYTES = 1 << 20; // a line of digits has about 8 kB at most; a file without lines must not fill the memory

/**
 * Cuts a stream of bytes after its last newline so far: each piece holds whole lines, and only the file's last line may
 * lack its newline. A byte order mark is left out.
 *
 * @param shown the file's name for messages
 * @throws SweepError("data") when the file does not consist of lines
 */
export async function* wholeLines(
  bytes: AsyncIterable<Buffer>,
  shown: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(); // drops the byte order mark
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) yield decoder.decode(Buffer.concat([rest, chunk.subarray(0, end)]));
    rest = end > 0 ? chunk.subarray(end) : Buffer.concat([rest, chunk]);
    if (rest.length > LONGEST_LINE_BYTES) {
      throw new SweepError("data", `${shown}: expected lines of text, got 1 MiB without a newline`);
    }
  }
  const last = decoder.decode(rest);
  if (last !== "") yield last;
}
