import { Command } from "commander";
import type { DataLook } from "../../core/data-look.js";
import type { CliContext } from "../context.js";
import { experimentJob } from "../data/data-looks.js";
import { formatDataLook } from "../data/format-data-look.js";
import { lookInWorker } from "../data/look-in-worker.js";
import { lookOf } from "../format/look.js";
import { printJson } from "../format/print.js";
import { createProgressBar } from "../format/progress-bar.js";
import { cacheDirOf } from "../run/plan-sweep.js";
import type { Plugins } from "../run/read-experiment.js";

const EXAMPLES = `
Tells how many rows of each class there are to train on and for validation (with cross_validation: in each fold), what the
pixels hold, which rows are likely duplicates between training and validation, and which are unlike the others of their class.
Without an experiment: the default data, which is data/digit-recognizer or the digits that come with sweep. The first look takes seconds and is kept.
The dashboard shows the same with pictures.

Examples:
  $ sweep data
  $ sweep data experiments/bn-aug.yaml
  $ sweep data --json | jq .duplicates.exactAcross`;

export interface DataDeps {
  plugins: Plugins;
  /** URL of the compiled data/worker.js. */
  entry: URL;
}

/** `sweep data [experiment.yaml]` */
export function dataCommand(context: CliContext, deps: DataDeps): Command {
  return new Command("data")
    .description("look at the data: classes, pixels, duplicates, outliers")
    .argument("[experiment]", "the YAML file whose data to look at")
    .option("--json", "one JSON document, without the pictures")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string | undefined, { json }: { json?: boolean }) => {
      const look = await lookWithProgress(context, deps, file);
      if (json) printJson(context.stdout, withoutPictures(look));
      else context.stdout.write(formatDataLook(look, { ...lookOf(context), cwd: context.cwd }));
    });
}

async function lookWithProgress(
  context: CliContext,
  { plugins, entry }: DataDeps,
  file: string | undefined,
): Promise<DataLook> {
  const { cwd } = context;
  const runsDir = context.runsDir();
  const job =
    file === undefined
      ? ({ kind: "named", options: {}, cwd, folds: null, cacheDir: cacheDirOf(runsDir) } as const)
      : experimentJob(file, { cwd, runsDir, plugins });
  const bar = createProgressBar(context.stderr);
  try {
    return await lookInWorker(job, { entry, onProgress: bar.update });
  } finally {
    bar.close();
  }
}

/** Rows stand for their pictures: nobody reads base64. */
function withoutPictures(look: DataLook): unknown {
  const dropped = new Set(["picture", "mean", "deviation"]);
  return JSON.parse(
    JSON.stringify(look, (key, value) =>
      dropped.has(key) && typeof value === "string" ? undefined : value,
    ),
  );
}
