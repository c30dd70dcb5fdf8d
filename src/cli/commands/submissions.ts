import { Command } from "commander";
import { SweepError } from "../../core/errors.js";
import type { SubmissionRecord } from "../../core/records.js";
import { type Calibration, calibrate } from "../../selection/calibration.js";
import { submissionBefore } from "../../selection/changed-rows.js";
import { resolveRun } from "../../selection/resolve-run.js";
import { shownPath } from "../../selection/shown-path.js";
import { SubmissionFiles } from "../../selection/submission-files.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { formatAgo } from "../format/duration.js";
import { lookOf } from "../format/look.js";
import { formatCount, formatCountOf } from "../format/number.js";
import { formatInterval, formatPercent } from "../format/percent.js";
import { printJson, printLine } from "../format/print.js";
import { NOTHING } from "../format/run-cells.js";
import { formatTable } from "../format/table.js";
import { withStore } from "../format/with-store.js";
import type { ProgramName } from "../program-name.js";

const EXAMPLES = `
--score enters what the leaderboard said, as an accuracy from 0 to 1 or in per cent (99.72%), and --id which submission it is about
(default: the newest of those listed). CHANGED is how many rows differ from the submission before for the same test file. Below the table stands how well validation foretold the leaderboard (docs/choosing.md).

Examples:
  $ sweep submissions
  $ sweep submissions --score 0.9972
  $ sweep submissions --score 0.9968 --id 3
  $ sweep submissions champion
  $ sweep submissions --json | jq '.[0].lineage'`;

interface Options {
  score?: number;
  id?: number;
  json?: boolean;
}

/** `sweep submissions [runId]` */
export function submissionsCommand(context: CliContext): Command {
  return new Command("submissions")
    .description("list the submissions that were written")
    .argument("[runId]", "only those of this run")
    .option("--score <accuracy>", "enter the leaderboard's score, 0 to 1 or with %", parseAccuracy)
    .option("--id <number>", "which submission the score is about", parseNumber)
    .option("--json", "one JSON document, with the lineage of each")
    .addHelpText("after", EXAMPLES)
    .action((runId: string | undefined, { score, id, json }: Options) =>
      withStore(context, (store) => {
        const run = runId === undefined ? null : resolveRun(store, runId);
        enterScore(store, store.listSubmissions(run?.id), { score, id, at: context.now() });
        const submissions = store.listSubmissions(run?.id);
        const listed = withChanges(submissions, store.listSubmissions(), context.runsDir());
        if (json) printJson(context.stdout, listed);
        else if (submissions.length === 0)
          printLine(context.stdout, emptyState(run?.id, context.program));
        else context.stdout.write(formatSubmissions(context, store, listed));
      }),
    );
}

type ListedSubmission = SubmissionRecord & {
  /** How many rows differ from which submission, null where a file is lost; null for the first. */
  changed: { against: number; rows: number | null } | null;
};

/** The one before may be another run's: it is looked for among all. */
function withChanges(
  submissions: readonly SubmissionRecord[],
  all: readonly SubmissionRecord[],
  runsDir: string,
): ListedSubmission[] {
  const files = new SubmissionFiles(runsDir);
  return submissions.map((submission) => {
    const before = submissionBefore(submission, all);
    const changed = before && { against: before.id, rows: files.countChanges(before, submission) };
    return { ...submission, changed };
  });
}

/** @throws SweepError("usage" | "not-found") when there is no submission that the score could be about. */
function enterScore(
  store: Store,
  submissions: readonly SubmissionRecord[],
  { score, id, at }: { score: number | undefined; id: number | undefined; at: number },
): void {
  if (score === undefined) {
    if (id === undefined) return;
    throw new SweepError("usage", "submissions: --id says which submission a --score is about");
  }
  const meant = id === undefined ? submissions[0] : submissions.find((each) => each.id === id);
  if (!meant) {
    const known = submissions.map((each) => each.id).join(", ") || "none";
    throw new SweepError(
      "not-found",
      `submissions: expected the number of a submission (${known}), got ${id ?? "none to score"}`,
    );
  }
  store.updateSubmission(meant.id, { leaderboard: { score, at } });
}

function parseAccuracy(text: string): number {
  const [, hundredths] = /^([\d.]+) ?%$/.exec(text.trim()) ?? [];
  const written = hundredths === undefined ? text.trim() : `${hundredths}e-2`; // divided by 100 it would be rounded twice
  const value = written === "" ? Number.NaN : Number(written);
  if (value >= 0 && value <= 1) return value;
  throw new SweepError(
    "usage",
    `--score: expected an accuracy from 0 to 1, as in 0.9972, or in per cent, as in 99.72%, got \`${text}\``,
  );
}

function parseNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new SweepError("usage", `--id: expected a submission's number, got \`${text}\``);
}

function emptyState(runId: string | undefined, program: ProgramName): string {
  const whose = runId === undefined ? "No submissions yet" : `Run ${runId} has no submissions yet`;
  return `${whose}. Write one: ${program} submit ${runId ?? "champion"}`;
}

function formatSubmissions(
  context: CliContext,
  store: Store,
  submissions: readonly ListedSubmission[],
): string {
  const rows = submissions.map((submission) => [
    String(submission.id),
    submission.runId,
    store.getRun(submission.runId)?.name || NOTHING,
    submission.expected ? formatPercent(submission.expected.accuracy) : NOTHING,
    submission.expected ? formatInterval(submission.expected) : NOTHING,
    submission.leaderboard ? formatPercent(submission.leaderboard.score) : NOTHING,
    formatCount(submission.rows),
    submission.changed?.rows == null ? NOTHING : formatCount(submission.changed.rows),
    formatAgo(submission.createdAt, context.now()),
    shownPath(submission.path, context.cwd),
  ]);
  const columns = [
    { title: "#", align: "right" },
    { title: "RUN" },
    { title: "NAME", flexible: true },
    { title: "EXPECTED", align: "right" },
    { title: "95 % INTERVAL", align: "right" },
    { title: "LEADERBOARD", align: "right" },
    { title: "ROWS", align: "right" },
    { title: "CHANGED", align: "right" },
    { title: "WHEN", align: "right" },
    { title: "FILE" },
  ] as const;
  return formatTable(columns, rows, lookOf(context)) + formatCalibration(calibrate(submissions));
}

function formatCalibration(calibration: Calibration | null): string {
  if (!calibration) return "";
  const { scored, inside, bias } = calibration;
  const points = `${(Math.abs(bias) * 100).toFixed(2)} points ${bias < 0 ? "below" : "above"}`;
  return (
    `\nLeaderboard against validation: ${inside} of ${formatCountOf(scored, "score")} in the expected interval, ` +
    `on average ${points} what was expected.\n`
  );
}
