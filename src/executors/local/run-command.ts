/**
 * Supervises a command as the host's child, in the host's own process group and session. Signals to the group reach the
 * child directly; the host stays to see how it ends.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { messageOf } from "../../core/errors.js";
import type { Program, ToHost } from "../../protocol/host-messages.js";
import { pausedMs, readProcessRecord } from "../../protocol/process-record.js";
import { Attempt, type End } from "./attempt.js";
import { startDeadline } from "./deadline.js";
import { lastWords } from "./last-words.js";
import { killMembers, signalGroup } from "./terminate.js";

type Command = Extract<Program, { kind: "command" }>;

export async function runCommand(command: Command, launch: ToHost): Promise<never> {
  const { paths, timeoutMs, graceMs } = launch;
  const attempt = new Attempt(paths, { isOwnProcess: false });
  const group = { leader: process.pid, runDir: paths.dir };
  const ended = start(command, paths.output);
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => {}); // the child's to answer
  if (timeoutMs !== null) {
    const expire = () => {
      attempt.timedOut = true;
      signalGroup(group.leader, "SIGTERM");
      startDeadline(graceMs, () => killMembers(group));
    };
    startDeadline(timeoutMs, expire, () => pausedMs(readProcessRecord(paths.process), Date.now()));
  }
  const end = await ended;
  killMembers(group);
  attempt.report(end);
  process.exit(end.code ?? 128 + constants.signals[end.signal as NodeJS.Signals]); // one of the two is set
}

/** Starts the command and resolves with its end; one that cannot be started has code 127, as in shells. */
async function start(command: Command, outputFile: string): Promise<End> {
  try {
    const [program = "", ...args] = command.argv;
    const stdio = ["ignore", "inherit", "inherit"] as const;
    return await endOf(spawn(program, args, { cwd: command.cwd, stdio: [...stdio] }), outputFile);
  } catch (error) {
    const message = explain(error, command);
    console.error(`sweep: ${message}`);
    return { code: 127, message, notStarted: true };
  }
}

async function endOf(child: ChildProcess, outputFile: string): Promise<End> {
  const [code, signal] = await once(child, "exit"); // rejects on `error`: it could not be started
  return { code, signal, message: code === 0 ? undefined : lastWords(outputFile) };
}

function explain(error: unknown, { argv, cwd }: Command): string {
  const { code } = error as NodeJS.ErrnoException;
  const program = `\`${argv[0] ?? ""}\``;
  if (!existsSync(cwd)) return `working directory: expected a folder, found none at ${cwd}`;
  if (code === "ENOENT")
    return `command: expected a program, found no ${program} (in ${cwd} or on PATH)`;
  if (code === "EACCES")
    return `command: expected an executable file, got ${program}, which is not one`;
  return `command: could not start ${program}: ${messageOf(error)}`;
}
