import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { messageOf } from "../../core/errors.js";
import { describeOutcome, type Outcome } from "../../core/outcome.js";
import { type ProbeAnswer, type ProbeRequest, probeAnswer } from "./probe-protocol.js";

export interface ProbeOptions {
  /** Path of the program to ask: probe.js. */
  script: string;
  /** When it counts as hanging, and is killed. */
  limitMs: number;
}

/** Asks a new child process. However that ends, it is an answer: a crash or a hang is a `failed` one. */
export async function askProbe(
  request: ProbeRequest,
  { script, limitMs }: ProbeOptions,
): Promise<ProbeAnswer> {
  const child = fork(script, [JSON.stringify(request)], {
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    child.kill("SIGKILL");
  }, limitMs);
  const answers: unknown[] = [];
  child.on("message", (message) => answers.push(message));
  const words = lastWordsOf(child);
  try {
    const [code, signal] = await once(child, "close");
    if (timedOut) return failed({ type: "timeout", afterMs: limitMs });
    if (signal !== null) return failed({ type: "signal", signal });
    if (code !== 0) return failed({ type: "exit-code", code, message: words() });
    return readAnswer(answers);
  } catch (error) {
    return failed({ type: "not-started", message: messageOf(error) });
  } finally {
    clearTimeout(timer);
  }
}

function failed(outcome: Outcome): ProbeAnswer {
  return { type: "failed", reason: describeOutcome(outcome) };
}

function readAnswer(answers: unknown[]): ProbeAnswer {
  if (answers.length === 0) return { type: "failed", reason: "ended without an answer" };
  const { data, error } = probeAnswer.safeParse(answers[0]);
  return data ?? { type: "failed", reason: `answered what is no answer: ${error.message}` };
}

const KEPT_CHARACTERS = 2000; // of what it wrote last

/** The last line that the child wrote to stderr, if any. */
function lastWordsOf({ stderr }: ChildProcess): () => string | undefined {
  let tail = "";
  stderr?.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-KEPT_CHARACTERS);
  });
  return () =>
    tail
      .split("\n")
      .findLast((line) => line.trim() !== "")
      ?.trim();
}
