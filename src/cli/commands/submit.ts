import { resolve } from "node:path";
import { Command } from "commander";
import type { RunRecord } from "../../core/records.js";
import type { Predictor } from "../../selection/predictor.js";
import { resolveRun } from "../../selection/resolve-run.js";
import { shownPath } from "../../selection/shown-path.js";
import { createSubmission, type Submission } from "../../selection/submission.js";
import type { Store } from "../../store/store.js";
import type { CliContext } from "../context.js";
import { formatFacts } from "../format/facts.js";
import { lookOf } from "../format/look.js";
import { formatCount } from "../format/number.js";
import { formatExpected } from "../format/percent.js";
import { printJson } from "../format/print.js";
import { createProgressBar } from "../format/progress-bar.js";
import { withStore } from "../format/with-store.js";

const EXAMPLES = `
Predicts the test set with the run's model, checks the result against the sample submission (header, ids, row count,
labels) and writes it whole or not at all. A run that was trained by a command writes its own artifacts/submission.csv,
which is checked and recorded. The expected score is the run's accuracy on its validation rows, computed anew from its
predictions. Since runs are chosen by these rows, the best of many does a little worse on new ones.
Upload: https://www.kaggle.com/competitions/digit-recognizer/submit

Examples:
  $ sweep submit champion
  $ sweep submit 8c1dfe02 -o submission.csv
  $ sweep submit champion --json | jq -r .record.path`;

export interface SubmitDeps {
  /** What answers the test set for runs of built-in trainers. `backend` null: the trainer's own choice. */
  createPredictor(options: { store: Store; runsDir: string; backend: string | null }): Predictor;
  /** Names of the backends, for the help text. */
  backends: readonly string[];
}

interface Options {
  output?: string;
  sample?: string;
  backend?: string;
  json?: boolean;
}

/** `sweep submit <runId|champion>` */
export function submitCommand(context: CliContext, deps: SubmitDeps): Command {
  return new Command("submit")
    .description("write a run's Kaggle submission")
    .argument("<runId>", "id or the beginning of one, or `champion`")
    .option(
      "-o, --output <file>",
      "where to write it (default: the run's artifacts/submission.csv)",
    )
    .option(
      "--sample <file>",
      "sample submission to check against (default: that of the run's data)",
    )
    .option(
      "--backend <name>",
      `what computes: ${deps.backends.join(", ")} (default: the best here)`,
    )
    .option("--json", "one JSON document")
    .addHelpText("after", EXAMPLES)
    .action((runId: string, options: Options) =>
      withStore(context, async (store) => {
        const run = resolveRun(store, runId);
        const submission = await submit(context, deps, store, run, options);
        if (options.json) printJson(context.stdout, submission);
        else context.stdout.write(formatSubmission(context, submission));
      }),
    );
}

async function submit(
  context: CliContext,
  deps: SubmitDeps,
  store: Store,
  run: RunRecord,
  { output, sample, backend }: Options,
): Promise<Submission> {
  const bar = createProgressBar(context.stderr);
  const runsDir = context.runsDir();
  try {
    return await createSubmission({
      store,
      runsDir,
      run,
      predictor: deps.createPredictor({ store, runsDir, backend: backend ?? null }),
      output: output ? resolve(context.cwd, output) : null,
      sample: sample ? resolve(context.cwd, sample) : null,
      cwd: context.cwd,
      onProgress: bar.update,
      now: context.now,
    });
  } finally {
    bar.close();
  }
}

function formatSubmission(
  context: CliContext,
  { record, counts, checkedAgainst }: Submission,
): string {
  const checked = checkedAgainst ? ` (ids as in ${checkedAgainst})` : "";
  const { expected } = record;
  return formatFacts(
    [
      ["submission", shownPath(record.path, context.cwd)],
      ["run", record.runId],
      ["sha256", record.sha256],
      ["rows", `${formatCount(record.rows)}${checked}`],
      ["labels", counts.map((count, digit) => `${digit}: ${formatCount(count)}`).join("  ")],
      [
        "expected",
        expected ? formatExpected(expected) : "unknown: the run kept no predictions.csv",
      ],
    ],
    { ...lookOf(context), width: undefined },
  );
}
