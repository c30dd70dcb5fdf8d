import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import { SweepError } from "../../core/errors.js";
import { sha256 } from "../../core/hash.js";
import type { SubmissionRecord } from "../../core/records.js";
import { readLabelFile } from "../../selection/label-file.js";
import { type Score, scoreSubmission } from "../../selection/score.js";
import type { CliContext } from "../context.js";
import { formatFacts } from "../format/facts.js";
import { lookOf } from "../format/look.js";
import { formatCount } from "../format/number.js";
import { formatExpected, formatPercent } from "../format/percent.js";
import { printJson } from "../format/print.js";
import { withStore } from "../format/with-store.js";
import { scoredFile } from "../scored-file.js";

const EXAMPLES = `
A solution file has the header ImageId,Label and the true digit of every id. For the data that comes with sweep it is
there already; Kaggle keeps that of the competition to itself.

Examples:
  $ sweep score submission.csv
  $ sweep score champion
  $ sweep score submission.csv --solution my-labels.csv
  $ sweep score submission.csv --json | jq .accuracy`;

export interface ScoreDeps {
  /** Absolute path of the solution of the embedded data; the file need not exist. */
  defaultSolution(): string;
  /** Was the run given the embedded data? Their solution says nothing of other test sets. */
  usesEmbeddedData(runId: string): Promise<boolean>;
}

/** `sweep score <submission.csv|runId>` */
export function scoreCommand(context: CliContext, deps: ScoreDeps): Command {
  return new Command("score")
    .description("score a submission against a solution file")
    .argument(
      "<submission|runId>",
      "CSV file with ImageId,Label; or a run or `champion`, whose artifacts/submission.csv is meant",
    )
    .option("--solution <file>", "true labels (default: those of the data that comes with sweep)")
    .option("--json", "one JSON document")
    .addHelpText("after", EXAMPLES)
    .action(async (named: string, options: { solution?: string; json?: boolean }) => {
      const { path, shown: file } = await scoredFile(context, named);
      const submission = readLabelFile(path, file);
      const record = await recordOf(context, path);
      if (!options.solution && record && !(await deps.usesEmbeddedData(record.runId)))
        throw ownData(file, record);
      const score = scoreSubmission(submission, readSolution(context, deps, options.solution));
      if (options.json) printJson(context.stdout, { ...score, submission: record });
      else context.stdout.write(formatScore(context, score, record));
    });
}

function ownData(file: string, { runId }: SubmissionRecord): SweepError {
  return new SweepError(
    "data",
    `${file}: run ${runId} answered a test set of your own, and the default solution is that of the embedded digits: ` +
      "name the true labels with --solution <file>",
  );
}

function readSolution(context: CliContext, deps: ScoreDeps, named: string | undefined) {
  if (named !== undefined) return readLabelFile(resolve(context.cwd, named), named);
  const path = deps.defaultSolution();
  try {
    return readLabelFile(path, path);
  } catch (cause) {
    if (!(cause instanceof SweepError) || cause.code !== "not-found") throw cause;
    const message = `there is no solution file at ${path}: name one with --solution <file>`;
    throw new SweepError("not-found", message, { cause });
  }
}

/** The newest record of a submission with this content; null where there is none, or no store. */
async function recordOf(context: CliContext, path: string): Promise<SubmissionRecord | null> {
  const hash = sha256(readFileSync(path));
  try {
    return await withStore(
      context,
      (store) => store.listSubmissions().find((record) => record.sha256 === hash) ?? null,
    );
  } catch (error) {
    if (error instanceof SweepError && error.code === "not-found") return null; // scoring needs no store
    throw error;
  }
}

function formatScore(context: CliContext, score: Score, record: SubmissionRecord | null): string {
  const { correct, rows, accuracy } = score;
  return formatFacts(
    [
      ["accuracy", formatPercent(accuracy)],
      ["correct", `${formatCount(correct)} of ${formatCount(rows)}`],
      ["run", record?.runId ?? null],
      [
        "expected",
        record?.expected
          ? `${formatExpected(record.expected)}${verdict(accuracy, record.expected)}`
          : null,
      ],
    ],
    { ...lookOf(context), width: undefined },
  );
}

function verdict(accuracy: number, { low, high }: { low: number; high: number }): string {
  if (accuracy < low) return ": the score is below it";
  return accuracy > high ? ": the score is above it" : ": the score is within it";
}
