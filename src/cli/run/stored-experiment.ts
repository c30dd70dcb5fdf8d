import { readFileSync } from "node:fs";
import type { RunRecord, SweepRecord } from "../../core/records.js";
import type { Experiment } from "../../spec/experiment.js";
import { parseExperiment } from "../../spec/parse-experiment.js";
import type { CliContext } from "../context.js";
import type { Plugins } from "./read-experiment.js";

/**
 * The experiment of runs that the store has, as its YAML was when it was last run; its file may have been edited since. A
 * command is run in the folder that the runs were made in.
 * @throws SweepError("spec") when it cannot be read any more, because a file that it extends has changed, say.
 */
export function experimentOf(
  sweep: SweepRecord,
  runs: readonly RunRecord[],
  { context, plugins }: { context: CliContext; plugins: Plugins },
): Experiment {
  const trainer = runs[0]?.definition.trainer;
  const cwd = trainer?.kind === "command" ? trainer.cwd : context.cwd;
  const readFile = (path: string) => readFileSync(path, "utf8");
  return parseExperiment({
    text: sweep.source,
    file: sweep.file,
    deps: { ...plugins, readFile, cwd },
  });
}
