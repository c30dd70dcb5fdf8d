import { resolve } from "node:path";
import { Command } from "commander";
import { messageOf, SweepError } from "../../core/errors.js";
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
import { formatExpected, formatPercent } from "../format/percent.js";
import { printJson, printLine } from "../format/print.js";
import { createProgressBar } from "../format/progress-bar.js";
import { withStore } from "../format/with-store.js";
import { DEFAULT_COMPETITION, type KagglePush } from "../kaggle.js";

const EXAMPLES = `
Predicts the test set with the run's model, checks the result against the sample submission (header, ids, row count,
labels) and writes it whole or not at all. A run that was trained by a command writes its own artifacts/submission.csv,
which is checked and recorded. The expected score is the run's accuracy on its validation rows, computed anew from its
predictions. Since runs are chosen by these rows, the best of many does a little worse on new ones.
Upload: https://www.kaggle.com/competitions/digit-recognizer/submit, or with --push by Kaggle's own command, where it is installed
and has its API token. The record keeps where it went. Runs on the embedded digits have another test set and are not pushed.

Examples:
  $ sweep submit champion
  $ sweep submit 8c1dfe02 -o submission.csv
  $ sweep submit champion --push
  $ sweep submit champion --json | jq -r .record.path`;

export interface SubmitDeps {
  /** What answers the test set for runs of built-in trainers. `backend` null: the trainer's own choice. */
  createPredictor(options: { store: Store; runsDir: string; backend: string | null }): Predictor;
  /** Whether the run was trained on the embedded digits, whose test set no competition has. */
  usesEmbeddedData(runId: string): Promise<boolean>;
  /** Hands the file to Kaggle. @returns what its command said. */
  push(push: KagglePush): Promise<string>;
  /** Names of the backends, for the help text. */
  backends: readonly string[];
}

interface Options {
  output?: string;
  sample?: string;
  backend?: string;
  push?: boolean;
  competition?: string;
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
    .option("--push", "hand it to the `kaggle` command")
    .option("--competition <name>", `Kaggle's short name of it (default: ${DEFAULT_COMPETITION})`)
    .option("--json", "one JSON document")
    .addHelpText("after", EXAMPLES)
    .action((runId: string, options: Options) =>
      withStore(context, async (store) => {
        const run = resolveRun(store, runId);
        await checkPush(deps, run, options);
        const written = await submit(context, deps, store, run, options);
        for (const warning of written.warnings) printLine(context.stderr, `warning: ${warning}`);
        const submission = options.push
          ? await push(context, deps, store, { submission: written, run, options })
          : written;
        if (options.json) printJson(context.stdout, submission);
        else context.stdout.write(formatSubmission(context, submission, rivalsOf(store, run)));
      }),
    );
}

/** Before anything is written. @throws SweepError("usage" | "conflict") */
async function checkPush(
  deps: SubmitDeps,
  run: RunRecord,
  { push, competition }: Options,
): Promise<void> {
  if (competition !== undefined && !push)
    throw new SweepError("usage", "submit: --competition is for --push");
  if (push && (await deps.usesEmbeddedData(run.id))) {
    throw new SweepError(
      "conflict",
      `run ${run.id} was trained on the embedded digits, whose test set is not Kaggle's: train on Kaggle's files to --push, ` +
        "or see `sweep score`",
    );
  }
}

/** What was written stays, and is recorded, also where Kaggle does not take it. */
async function push(
  context: CliContext,
  deps: SubmitDeps,
  store: Store,
  { submission, run, options }: { submission: Submission; run: RunRecord; options: Options },
): Promise<Submission> {
  const { id, path, expected } = submission.record;
  const competition = options.competition ?? DEFAULT_COMPETITION;
  const message = [
    `sweep run ${run.id}`,
    run.name,
    expected ? `expected ${formatPercent(expected.accuracy)}` : "",
  ];
  try {
    const said = await deps.push({
      file: path,
      competition,
      message: message.filter((part) => part !== "").join(", "),
    });
    printLine(context.stderr, said);
  } catch (error) {
    const kept = `submission ${id} was written to ${shownPath(path, context.cwd)}, but not pushed`;
    throw new SweepError("environment", `${kept}\n${messageOf(error)}`, { cause: error });
  }
  const record = store.updateSubmission(id, { pushed: { competition, at: context.now() } });
  return { ...submission, record: record ?? submission.record };
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

interface Rivals {
  sweep: string;
  runs: number;
}

/** The experiment in which the run may have been chosen by the rows that say what to expect of it; folds have rows of their own. */
function rivalsOf(store: Store, { id, definition }: RunRecord): Rivals | null {
  if (definition.fold) return null;
  const all = store.sweepsOf(id).flatMap((name) => {
    const listed = store.listSweepRuns(store.findSweep(name)?.id ?? 0);
    const runs = listed.filter(({ state }) => state === "finished").length;
    return listed.some((run) => run.id === id) && runs > 1 ? [{ sweep: name, runs }] : [];
  });
  return all[0] ?? null;
}

function formatSubmission(
  context: CliContext,
  { record, counts, checkedAgainst }: Submission,
  rivals: Rivals | null,
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
      [
        "note",
        expected && rivals
          ? `not corrected for having chosen among ${rivals.runs} runs; \`${context.program} best ${rivals.sweep}\` does that`
          : null,
      ],
      ["pushed to", record.pushed?.competition ?? null],
    ],
    { ...lookOf(context), width: undefined },
  );
}
