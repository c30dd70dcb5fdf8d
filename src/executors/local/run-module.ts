/**
 * Runs a trainer module inside the host. exit.json is written in the process's `exit` event, which every way to end passes
 * but a signal: `run` resolved or rejected, process.exit() in the trainer, an error that nobody caught.
 *
 * SIGTERM keeps Node's default, so that even a trainer that never yields ends at once (without exit.json: whoever sends the
 * signal knows). A trainer that wants to save something first listens itself: `process.once("SIGTERM", …)`.
 */
import { messageOf, SweepError } from "../../core/errors.js";
import type { ToHost, TrainerModule } from "../../protocol/host-messages.js";
import { pausedMs, readProcessRecord } from "../../protocol/process-record.js";
import { Attempt, type End } from "./attempt.js";
import { startDeadline } from "./deadline.js";
import { killMembers } from "./terminate.js";

const TERMINATED = 128 + 15; // exit code of a process that SIGTERM ended, as shells count

export async function runModule(loading: Promise<TrainerModule>, launch: ToHost): Promise<never> {
  const { paths, timeoutMs, graceMs } = launch;
  const attempt = new Attempt(paths, { isOwnProcess: true });
  let end: Partial<End> = {};
  const fail = (thrown: unknown, about: Partial<End> = {}): never => {
    console.error(thrown instanceof SweepError ? thrown.message : thrown);
    end = { message: messageOf(thrown), ...about };
    process.exit(1);
  };
  process.on("exit", (code) => {
    killMembers({ leader: process.pid, runDir: paths.dir });
    attempt.report({ code, ...end });
  });
  process.on("uncaughtException", (error) => fail(error));
  process.on("beforeExit", () => fail(new Error(NEVER_SETTLED)));
  if (timeoutMs !== null) {
    const pausedSoFar = () => pausedMs(readProcessRecord(paths.process), Date.now());
    startDeadline(timeoutMs, () => expire(attempt, graceMs), pausedSoFar);
  }

  const trainer = await loading.catch((error) => fail(error, { notStarted: true }));
  try {
    await trainer.run(process.env);
  } catch (error) {
    fail(error);
  }
  process.exit();
}

const NEVER_SETTLED = "run() is still pending, and nothing is left that could settle it";

/** Ends the trainer for running too long: at once, or after the grace where it listens for SIGTERM. */
function expire(attempt: Attempt, graceMs: number): void {
  attempt.timedOut = true;
  if (process.listenerCount("SIGTERM") === 0) process.exit(TERMINATED);
  process.kill(process.pid, "SIGTERM");
  startDeadline(graceMs, () => process.exit(TERMINATED));
}
