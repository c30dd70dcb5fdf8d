import type { LiveEvent } from "../../src/api/events.js";

/** Reads server-sent events one by one. */
export class EventReader {
  readonly #abort: AbortController;
  readonly #blocks: AsyncGenerator<string>;

  static async open(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
    const abort = new AbortController();
    const response = await fetch(url, { headers, signal: abort.signal });
    if (response.headers.get("content-type") !== "text/event-stream; charset=utf-8") {
      throw new Error(`expected an event stream, got ${response.status}`);
    }
    return new EventReader(response, abort);
  }

  private constructor(response: Response, abort: AbortController) {
    this.#abort = abort;
    this.#blocks = readBlocks(response);
  }

  /** The next message; what is no message (retry, heartbeats) is skipped. */
  async next(): Promise<{ id: string; event: LiveEvent }> {
    for (;;) {
      const { value, done } = await this.#blocks.next();
      if (done) throw new Error("the event stream ended");
      const fields = new Map(value.split("\n").map(toField));
      const data = fields.get("data");
      if (data !== undefined) return { id: fields.get("id") ?? "", event: JSON.parse(data) };
    }
  }

  close(): void {
    this.#abort.abort();
  }
}

async function* readBlocks(response: Response): AsyncGenerator<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    yield* blocks;
  }
}

function toField(line: string): [string, string] {
  const colon = line.indexOf(": ");
  return [line.slice(0, colon), line.slice(colon + 2)];
}
