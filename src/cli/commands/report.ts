import { resolve } from "node:path";
import { Command } from "commander";
import { renderReport } from "../../report/page.js";
import { resolveSweep } from "../../selection/resolve-sweep.js";
import { shownPath } from "../../selection/shown-path.js";
import { writeAtomically } from "../../selection/write-atomically.js";
import type { CliContext } from "../context.js";
import { gatherReport } from "../experiment-report/gather.js";
import { formatBytes } from "../format/number.js";
import { printLine } from "../format/print.js";
import { createProgressBar } from "../format/progress-bar.js";
import { withStore } from "../format/with-store.js";
import { requireNew } from "../require-new.js";

const EXAMPLES = `
Writes one HTML file that says what was tried, on which data, what came out, and how sure that is: runs, learning curves, verdict,
confusion matrix, the most confident mistakes, submissions, and the commands that reproduce it. It needs no network and no script,
opens from a disk, follows light and dark, and prints. A first look at data takes up to a minute and is kept.

Examples:
  $ sweep report bn-aug
  $ sweep report experiments/bn-aug.yaml -o report.html --force
  $ sweep report bn-aug -o - | gzip > report.html.gz`;

const STDOUT = "-";

export interface ReportDeps {
  /** URL of the compiled data/worker.js. */
  entry: URL;
  /** sweep's own. */
  version: string;
}

interface Options {
  output?: string;
  force?: boolean;
}

/** `sweep report <experiment>` */
export function reportCommand(context: CliContext, deps: ReportDeps): Command {
  return new Command("report")
    .description("write an experiment's report, one HTML file")
    .argument("<experiment>", "its name or YAML file")
    .option(
      "-o, --output <file>",
      "where to write it, `-` for stdout (default: <experiment>-report.html)",
    )
    .option("--force", "replace the file where there is one")
    .addHelpText("after", EXAMPLES)
    .action((experiment: string, { output, force }: Options) =>
      withStore(context, async (store) => {
        const { cwd, stdout } = context;
        const sweep = resolveSweep(store, experiment, resolve(cwd, experiment));
        const file = output === STDOUT ? null : resolve(cwd, output ?? `${sweep.name}-report.html`);
        if (file !== null && !force) requireNew(file, cwd);
        const bar = createProgressBar(context.stderr);
        try {
          const place = { store, runsDir: context.runsDir(), cwd, now: context.now() };
          const report = await gatherReport(sweep, { ...place, ...deps, onProgress: bar.update });
          const page = renderReport(report);
          bar.close();
          if (file === null) stdout.write(page);
          else {
            writeAtomically(file, page);
            printLine(stdout, `${shownPath(file, cwd)} (${formatBytes(Buffer.byteLength(page))})`);
          }
        } finally {
          bar.close();
        }
      }),
    );
}
