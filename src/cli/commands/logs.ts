/**
 * `sweep logs`. Invariants of following:
 *
 * 1. The state is read before the file: once a run has ended its log is complete, so what is copied after that is all.
 * 2. Every byte of an attempt is copied once, also when the next attempt has put its log aside in the meantime.
 */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Command } from "commander";
import { SweepError } from "../../core/errors.js";
import type { RunRecord } from "../../core/records.js";
import { hasEnded } from "../../core/run-state.js";
import { isAlive } from "../../executors/local/process-table.js";
import { type RunPaths, runPaths } from "../../protocol/run-paths.js";
import { resolveRun } from "../../selection/resolve-run.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { copyFrom } from "../format/copy-log.js";
import { offsetOfLastLines } from "../format/last-lines.js";
import { positiveInteger } from "../format/options.js";
import { printLine } from "../format/print.js";
import { withStore } from "../format/with-store.js";

const EXAMPLES = `
Examples:
  $ sweep logs 8c1dfe02
  $ sweep logs 8c1dfe02 -f -n 20     the last 20 lines, then what is written until the run ends
  $ sweep logs 8c1dfe02 --attempt 1  what the first of several attempts wrote`;

interface Options {
  follow?: boolean;
  lines?: number;
  attempt?: number;
}

/** `sweep logs <runId>` */
export function logsCommand(context: CliContext): Command {
  return new Command("logs")
    .description("print what a run's process wrote to stdout and stderr")
    .argument("<runId>", "id or the beginning of one, or `champion`")
    .option("-f, --follow", "go on until the run ends")
    .option("-n, --lines <n>", "begin with the last n lines (default: all)", positiveInteger)
    .option("--attempt <n>", "of this attempt (default: the last)", positiveInteger)
    .addHelpText("after", EXAMPLES)
    .action((runId: string, options: Options) =>
      withStore(context, async (store) => {
        const run = resolveRun(store, runId);
        const file = logFile(context.runsDir(), run, options.attempt);
        const start =
          options.lines && existsSync(file) ? offsetOfLastLines(file, options.lines) : 0;
        const isPast = (options.attempt ?? run.attempt) !== run.attempt;
        if (options.follow && !isPast) await follow(context, store, run, start);
        else if (existsSync(file)) await copyFrom(file, start, context.stdout);
        else
          printLine(context.stderr, `Run ${run.id} has written nothing yet: it is ${run.state}.`);
      }),
    );
}

/** @throws SweepError("not-found") for an attempt that the run has not had. */
function logFile(runsDir: string, { id, attempt }: RunRecord, wanted = attempt): string {
  if (wanted > attempt) {
    const had = attempt === 1 ? "1 attempt" : `${attempt} attempts`;
    throw new SweepError("not-found", `run ${id} has had ${had}: there is no attempt ${wanted}`);
  }
  const paths = runPaths(runsDir, id);
  return wanted === attempt ? paths.output : attemptLog(paths, wanted);
}

const POLL_MS = 200; // prompt for a reader, next to nothing for the machine
const LOST_AFTER_POLLS = 15; // an orchestrator that is alive records an end much sooner

/** Copies to stdout as the log grows; says on stderr why it ends if the run does not. */
async function follow(
  context: CliContext,
  store: Store,
  run: RunRecord,
  start: number,
): Promise<void> {
  const tail = createTail(runPaths(context.runsDir(), run.id), context, start);
  for (let pollsLost = 0; pollsLost < LOST_AFTER_POLLS; await delay(POLL_MS)) {
    const now = store.getRun(run.id) ?? run;
    await tail.copyNew(now.attempt);
    if (hasEnded(now.state)) return;
    pollsLost = isLost(now) ? pollsLost + 1 : 0;
  }
  const problem = `the process of run ${run.id} is gone, and no orchestrator has recorded its end`;
  printLine(context.stderr, `${problem}: \`sweep run\` on its experiment does`);
}

/** Reads output.log on; a file with another inode is another attempt's. */
function createTail(paths: RunPaths, { stdout, stderr }: CliContext, start: number) {
  let inode = inodeOf(paths.output);
  let offset = start;
  return {
    async copyNew(attempt: number): Promise<void> {
      const current = inodeOf(paths.output);
      if (current !== null && current !== inode) {
        if (inode !== null) {
          await copyFrom(attemptLog(paths, attempt - 1), offset, stdout); // written since the last look
          printLine(stderr, `— attempt ${attempt} —`);
        }
        inode = current;
        offset = 0;
      }
      offset = await copyFrom(paths.output, offset, stdout);
    },
  };
}

function inodeOf(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.ino ?? null;
}

function attemptLog(paths: RunPaths, attempt: number): string {
  return join(paths.attempts, String(attempt), "output.log");
}

function isLost({ state, process }: RunRecord): boolean {
  return state === "running" && process !== null && !isAlive(process);
}
