import { fork } from "node:child_process";
import { assertNever } from "../../core/assert-never.js";
import { SweepError } from "../../core/errors.js";
import type { OnProgress } from "../../core/trainer.js";
import type { FromSubmit } from "./messages.js";

export interface SubmitInChildOptions {
  /** Absolute path of the compiled child.js. */
  entry: string;
  runsDir: string;
  /** Paths in messages are relative to it. */
  cwd: string;
  runId: string;
  onProgress: OnProgress;
}

const MOST_OUTPUT = 2_000; // characters of its last words

/**
 * Makes a submission in a process of its own. @returns the number of its record.
 *
 * @throws what making it threw, a SweepError as such; SweepError("environment") with its last words where the process died.
 */
export function submitInChild(options: SubmitInChildOptions): Promise<number> {
  const { entry, runsDir, cwd, runId, onProgress } = options;
  const child = fork(entry, [runsDir, runId], {
    cwd,
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-MOST_OUTPUT);
  });
  letServerEnd(child);
  return new Promise((resolve, reject) => {
    child.on("message", (message: FromSubmit) => {
      switch (message.type) {
        case "progress":
          return onProgress(message);
        case "done":
          return resolve(message.submission);
        case "failed":
          return reject(toError(message));
        default:
          return assertNever(message);
      }
    });
    child.once("error", reject);
    child.once("close", (code, signal) => reject(died(code ?? signal, said))); // after `done` it changes nothing
  });
}

/** A server that is told to end does not wait for it. */
function letServerEnd(child: ReturnType<typeof fork>): void {
  child.unref();
  child.channel?.unref();
  const { stderr } = child;
  if (stderr && "unref" in stderr && typeof stderr.unref === "function") stderr.unref();
}

function toError({ code, message }: Extract<FromSubmit, { type: "failed" }>): Error {
  return code === null ? new Error(message) : new SweepError(code, message);
}

function died(how: number | NodeJS.Signals | null, said: string): SweepError {
  const words = said.trim() === "" ? "" : `:\n${said.trim()}`;
  return new SweepError(
    "environment",
    `the process that made the submission ended with ${how}${words}`,
  );
}
