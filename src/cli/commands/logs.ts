import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Command } from "commander";
import { SweepError } from "../../core/errors.js";
import type { RunRecord } from "../../core/records.js";
import { hasEnded } from "../../core/run-state.js";
import { isAlive } from "../../executors/local/process-table.js";
import { runPaths } from "../../protocol/run-paths.js";
import { requireKept } from "../../selection/require-kept.js";
import { resolveRun } from "../../selection/resolve-run.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { offsetOfLastLines } from "../format/last-lines.js";
import { createLogTail, type LogTail } from "../format/log-tail.js";
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
      withStore(context, (store) => printLog(context, store, resolveRun(store, runId), options)),
    );
}

async function printLog(
  context: CliContext,
  store: Store,
  run: RunRecord,
  { attempt = run.attempt, follow: wantsMore, lines }: Options,
): Promise<void> {
  const file = logFile(context.runsDir(), run, attempt);
  const start = lines && existsSync(file) ? offsetOfLastLines(file, lines) : 0;
  const tail = createLogTail(file, context.stdout, start);
  try {
    if (wantsMore && attempt === run.attempt) await follow(context, store, run, tail);
    else await tail.copyNew();
  } finally {
    await tail.close();
  }
  if (existsSync(file)) return;
  if (hasEnded(run.state)) requireKept(run, { store, runsDir: context.runsDir() });
  printLine(context.stderr, `Run ${run.id} has written nothing: it is ${run.state}.`);
}

/** @throws SweepError("not-found") for an attempt that the run has not had. */
function logFile(runsDir: string, { id, attempt }: RunRecord, wanted: number): string {
  if (wanted > attempt) {
    const had = attempt === 1 ? "1 attempt" : `${attempt} attempts`;
    throw new SweepError("not-found", `run ${id} has had ${had}: there is no attempt ${wanted}`);
  }
  const paths = runPaths(runsDir, id);
  return wanted === attempt ? paths.output : join(paths.attempts, String(wanted), "output.log");
}

const POLL_MS = 200; // prompt for a reader, next to nothing for the machine
const LOST_AFTER_POLLS = 15; // an orchestrator that is alive records an end much sooner

/** Ends when the run has; if it does not, although its process is gone, says so on stderr. */
async function follow(
  context: CliContext,
  store: Store,
  run: RunRecord,
  tail: LogTail,
): Promise<void> {
  for (let pollsLost = 0; pollsLost < LOST_AFTER_POLLS; await delay(POLL_MS)) {
    const now = store.getRun(run.id) ?? run; // before copying: the log of a run that has ended is complete
    if (await tail.copyNew()) printLine(context.stderr, `(attempt ${now.attempt})`);
    if (hasEnded(now.state) || !context.stdout.writable) return; // ended, or nobody reads any more
    pollsLost = isLost(now) ? pollsLost + 1 : 0;
  }
  const problem = `the process of run ${run.id} is gone, and no orchestrator has recorded its end`;
  printLine(context.stderr, `${problem}: \`sweep run\` on its experiment does`);
}

function isLost({ state, process }: RunRecord): boolean {
  return state === "running" && process !== null && !isAlive(process);
}
