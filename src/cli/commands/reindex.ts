import { existsSync } from "node:fs";
import { Command } from "commander";
import { SweepError } from "../../core/errors.js";
import type { ProcessIdentity } from "../../core/process-identity.js";
import { drain } from "../../scheduler/follow.js";
import { type RunHistories, readRunHistories } from "../../scheduler/run-histories.js";
import type { RunHistory } from "../../scheduler/run-history.js";
import { type ReindexReport, type RunFolder, reindexRuns } from "../../store/reindex.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { formatCount, formatCountOf } from "../format/number.js";
import { printJson, printLine } from "../format/print.js";
import { createProgressBar } from "../format/progress-bar.js";
import { requireFolder } from "../runs-folder.js";

const EXAMPLES = `
Every run's folder tells its history. This adds to the database what it lacks of them, creating it where there is none, and
changes nothing that it has. Promotions, the list of submissions, tags, notes and saved views are restored from runs/journal.jsonl.
A run that was interrupted is restored as failed; running its experiment again trains it.

Examples:
  $ mv runs/sweep.db damaged.db && sweep reindex
  $ sweep reindex --json | jq .skipped`;

export interface ReindexDeps {
  self: ProcessIdentity;
  isAlive(identity: ProcessIdentity): boolean;
}

/** `sweep reindex` */
export function reindexCommand(context: CliContext, deps: ReindexDeps): Command {
  return new Command("reindex")
    .description("rebuild the database from the run folders")
    .option("--json", "one JSON document")
    .addHelpText("after", EXAMPLES)
    .action(async ({ json }: { json?: boolean }) => {
      const found = findHistories(context.runsDir(), deps);
      const restored = await restore(context, deps, found.histories);
      const result = { ...restored, skipped: found.skipped };
      if (json) printJson(context.stdout, result);
      else printResult(context, result);
    });
}

interface Result extends ReindexReport, Pick<RunHistories, "skipped"> {
  /** How many annotated runs, views, promotions and submissions the journal gave back. */
  fromJournal: number;
  /** What the runs' event files and the journal have that could not be read. */
  warnings: string[];
}

function findHistories(runsDir: string, { isAlive }: ReindexDeps): RunHistories {
  requireFolder(runsDir);
  const found = existsSync(runsDir) ? readRunHistories(runsDir, isAlive) : null;
  if (found && found.histories.length + found.skipped.length > 0) return found;
  throw new SweepError(
    "not-found",
    `${runsDir}: expected folders of runs, found none. Name where they are by --runs-dir`,
  );
}

async function restore(
  context: CliContext,
  { self, isAlive }: ReindexDeps,
  histories: readonly RunHistory[],
): Promise<Omit<Result, "skipped">> {
  const warnings: string[] = [];
  const store = context.openStore({ create: true });
  const bar = createProgressBar(context.stderr);
  const onProgress = (done: number) =>
    bar.update({ status: "reading run folders", done, total: histories.length });
  try {
    const folders = histories.map((history) => toFolder(history, store, warnings));
    const report = await reindexRuns({ store, folders, owner: self, isAlive, onProgress });
    const { restored: fromJournal, problems } = store.restoreJournal();
    return { ...report, fromJournal, warnings: [...warnings, ...problems] };
  } finally {
    bar.close();
    store.close();
  }
}

/** Events without a time of their own get that of the attempt's end. */
function toFolder(history: RunHistory, store: Store, warnings: string[]): RunFolder {
  const { files, ...told } = history;
  const endedAt = history.attempts.at(-1)?.endedAt ?? history.createdAt;
  const deps = {
    store,
    now: () => endedAt,
    onMetrics() {},
    onProgress() {},
    onProblem: (problem: string) => warnings.push(`${files.events}: ${problem}`),
  };
  return { ...told, drain: (run) => drain(run, files, deps) };
}

function printResult({ stdout, stderr }: CliContext, result: Result): void {
  const { restored, known, skipped, fromJournal, warnings } = result;
  for (const text of warnings) printLine(stderr, `warning: ${text}`);
  for (const { reason } of skipped) printLine(stderr, `warning: skipped ${reason}`);
  const counts = [
    `${formatCountOf(restored.length, "run")} restored`,
    `${formatCount(known.length)} known already`,
    ...(skipped.length > 0 ? [`${formatCount(skipped.length)} skipped`] : []),
    ...(fromJournal > 0 ? [`${formatCount(fromJournal)} from the journal`] : []),
  ];
  printLine(stdout, counts.join(", "));
}
