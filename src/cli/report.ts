import { CommanderError } from "commander";
import { type ErrorCode, messageOf, SweepError } from "../core/errors.js";
import { isReaderGone } from "./closed-output.js";
import { danglingLink } from "./dangling-link.js";
import { asTyped, programName } from "./program-name.js";

const EXIT_CODES: Partial<Record<ErrorCode, number>> = {
  usage: 2,
  interrupted: 130, // as shells report SIGINT
};

/** A user's mistake: its message. A defect of ours: the stack, too, so that it can be reported. */
export function report(thrown: unknown): number {
  const error = danglingLink(thrown) ?? thrown;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // commander has printed its message
  if (isReaderGone(error)) return 0;
  if (error instanceof SweepError) {
    process.stderr.write(`sweep: ${asTyped(error.message, programName(process.env))}\n`);
    return EXIT_CODES[error.code] ?? 1;
  }
  const message = machineProblem(error) ?? describeDefect(error);
  process.stderr.write(`${message}\n`);
  return 1;
}

/** No defects, wherever they come up: no permission, a file in place of a folder, no space, too many open files. */
const MACHINE = [
  "EACCES",
  "EPERM",
  "EROFS",
  "ENOTDIR",
  "ENOSPC",
  "EDQUOT",
  "EMFILE",
  "ENFILE",
  "ENOMEM",
];

/** Node's own words name the file; null for any other error. */
function machineProblem(error: unknown): string | null {
  const isSystemError = error instanceof Error && "syscall" in error && "code" in error;
  return isSystemError && MACHINE.includes(String(error.code)) ? `sweep: ${error.message}` : null;
}

export function describeDefect(error: unknown): string {
  const stack = error instanceof Error ? error.stack : undefined;
  return `sweep: unexpected error, please report it: ${stack ?? messageOf(error)}`;
}
