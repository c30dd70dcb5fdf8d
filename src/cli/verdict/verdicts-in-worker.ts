import { Worker } from "node:worker_threads";
import type { VerdictReport } from "../../api/verdict.js";
import type { ReachVerdict } from "../../server/deps.js";
import type { VerdictAnswer, VerdictJob, VerdictWorkerData } from "./messages.js";

/**
 * Reaches verdicts one after another in one thread, which is started when the first is asked for, and anew after it has failed.
 * @param entry URL of the compiled worker.js
 */
export function verdictsInWorker(entry: URL, data: VerdictWorkerData): ReachVerdict {
  let thread: VerdictThread | null = null;
  return ({ name }) => {
    if (thread === null || thread.hasEnded) thread = new VerdictThread(entry, data);
    return thread.ask(name);
  };
}

interface Waiting {
  resolve(report: VerdictReport): void;
  reject(error: Error): void;
}

class VerdictThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #hasEnded = false;

  constructor(entry: URL, data: VerdictWorkerData) {
    this.#worker = new Worker(entry, { workerData: data });
    // a server that is stopped does not wait for it; said before the thread runs, Node 20 forgets it
    this.#worker.once("online", () => this.#worker.unref());
    this.#worker.on("message", (answer: VerdictAnswer) => this.#take(answer));
    this.#worker.once("error", (error) => this.#end(error));
    this.#worker.once("exit", (code) =>
      this.#end(new Error(`the thread that reaches verdicts ended with code ${code}`)),
    );
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  ask(sweep: string): Promise<VerdictReport> {
    const job: VerdictJob = { id: ++this.#asked, sweep };
    return new Promise((resolve, reject) => {
      this.#waiting.set(job.id, { resolve, reject });
      this.#worker.postMessage(job);
    });
  }

  #take(answer: VerdictAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.type === "verdict") waiting?.resolve(answer.report);
    else waiting?.reject(new Error(answer.message));
  }

  #end(error: Error): void {
    this.#hasEnded = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
