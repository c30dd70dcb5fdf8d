/**
 * The end of output.log. While the run is at work the file is asked for what is new; once it has ended it is read to its
 * end one last time. Of two reads at once the second does nothing.
 */
import type { LogChunk } from "../../../src/api/log.js";
import type { RunDetail } from "../../../src/api/runs.js";
import { api, messageOf } from "../api-client.js";
import { h, setText } from "../dom.js";
import { hasEnded } from "../has-ended.js";
import type { RunSection } from "./run-section.js";
import { terminalText } from "./terminal-text.js";

const TAIL_BYTES = 64 * 1024; // what is read at first
const KEPT_CHARACTERS = 256 * 1024; // more than anyone scrolls through
const POLL_MS = 1000; // reads only what was added

export class LogTail implements RunSection {
  readonly element: HTMLElement;
  readonly #runId: string;
  readonly #output = h("pre", { class: "log", tabindex: 0, "aria-label": "Output of the run" });
  readonly #note = h("p", { class: "note", role: "status" });
  #text = "";
  #next: number | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;
  #isReading = false;
  #hasEnded = false;

  constructor(runId: string) {
    this.#runId = runId;
    this.element = h("section", { class: "card" }, h("h2", {}, "Log"), this.#note, this.#output);
  }

  update({ run }: RunDetail): void {
    this.#hasEnded = hasEnded(run);
    if (run.state === "running") this.#timer ??= setInterval(() => void this.#read(), POLL_MS);
    else this.dispose();
    void this.#read();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async #read(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      let chunk: LogChunk;
      do {
        chunk = await api.log(this.#runId, this.#next ?? -TAIL_BYTES);
        this.#append(chunk);
      } while (chunk.text !== "" && chunk.next < chunk.size);
      setText(this.#note, this.#text === "" ? this.#emptiness() : "");
    } catch (error) {
      setText(this.#note, messageOf(error));
    } finally {
      this.#isReading = false;
    }
  }

  #append({ offset, text, next }: LogChunk): void {
    const isBegunAnew = this.#next !== null && offset < this.#next;
    this.#next = next;
    if (text === "" && !isBegunAnew) return;
    const isAtEnd = this.#isAtEnd();
    this.#text = ((isBegunAnew ? "" : this.#text) + text).slice(-KEPT_CHARACTERS);
    setText(this.#output, terminalText(this.#text));
    if (isAtEnd) this.#output.scrollTop = this.#output.scrollHeight;
  }

  #emptiness(): string {
    return this.#hasEnded ? "It wrote nothing." : "It has written nothing yet.";
  }

  /** Readers who scrolled up stay where they are. */
  #isAtEnd(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.#output;
    return scrollTop + clientHeight >= scrollHeight - 4;
  }
}
