import { Command } from "commander";
import type { SubmissionRecord } from "../../core/records.js";
import { resolveRun } from "../../selection/resolve-run.js";
import { shownPath } from "../../selection/shown-path.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { formatAgo } from "../format/duration.js";
import { lookOf } from "../format/look.js";
import { formatCount } from "../format/number.js";
import { formatInterval, formatPercent } from "../format/percent.js";
import { printJson, printLine } from "../format/print.js";
import { NOTHING } from "../format/run-cells.js";
import { formatTable } from "../format/table.js";
import { withStore } from "../format/with-store.js";

const EXAMPLES = `
Examples:
  $ sweep submissions
  $ sweep submissions champion
  $ sweep submissions --json | jq '.[0].lineage'`;

/** `sweep submissions [runId]` */
export function submissionsCommand(context: CliContext): Command {
  return new Command("submissions")
    .description("list the submissions that were written")
    .argument("[runId]", "only those of this run")
    .option("--json", "one JSON document, with the lineage of each")
    .addHelpText("after", EXAMPLES)
    .action((runId: string | undefined, { json }: { json?: boolean }) =>
      withStore(context, (store) => {
        const run = runId === undefined ? null : resolveRun(store, runId);
        const submissions = store.listSubmissions(run?.id);
        if (json) printJson(context.stdout, submissions);
        else if (submissions.length === 0) printLine(context.stdout, emptyState(run?.id));
        else context.stdout.write(formatSubmissions(context, store, submissions));
      }),
    );
}

function emptyState(runId: string | undefined): string {
  const whose = runId === undefined ? "No submissions yet" : `Run ${runId} has no submissions yet`;
  return `${whose}. Write one: npx sweep submit ${runId ?? "champion"}`;
}

function formatSubmissions(
  context: CliContext,
  store: Store,
  submissions: readonly SubmissionRecord[],
): string {
  const rows = submissions.map((submission) => [
    String(submission.id),
    submission.runId,
    store.getRun(submission.runId)?.name || NOTHING,
    submission.expected ? formatPercent(submission.expected.accuracy) : NOTHING,
    submission.expected ? formatInterval(submission.expected) : NOTHING,
    formatCount(submission.rows),
    formatAgo(submission.createdAt, context.now()),
    shownPath(submission.path, context.cwd),
  ]);
  const columns = [
    { title: "#", align: "right" },
    { title: "RUN" },
    { title: "NAME", flexible: true },
    { title: "EXPECTED", align: "right" },
    { title: "95 % INTERVAL", align: "right" },
    { title: "ROWS", align: "right" },
    { title: "WHEN", align: "right" },
    { title: "FILE" },
  ] as const;
  return formatTable(columns, rows, lookOf(context));
}
