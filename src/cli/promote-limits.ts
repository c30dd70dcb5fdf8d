import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ArtifactRecord, RunRecord } from "../core/records.js";
import { runPaths } from "../protocol/run-paths.js";
import { SUBMISSION_FILE } from "../selection/submission.js";
import { listed } from "../selection/verdict/phrases.js";
import { ONNX, SAVED } from "./serve/open-run.js";

export interface LimitsOptions {
  artifacts: readonly ArtifactRecord[];
  runsDir: string;
  /** What the names of commands begin with. */
  program: string;
}

/** The commands that a run is promoted for and that will refuse it, with the reason of each; null where none will. */
export function promoteLimits(run: RunRecord, options: LimitsOptions): string | null {
  const refusals = [
    ["serve", whyNotServed(options)],
    ["export", whyNotExported(run, options)],
    ["submit", whyNotSubmitted(run, options)],
  ].flatMap(([command, reason]) =>
    reason === null ? [] : [`\`${options.program} ${command}\` (${reason})`],
  );
  return refusals.length === 0 ? null : `run ${run.id} cannot be used by ${listed(refusals)}`;
}

const NO_MODEL = "it recorded no model";

function whyNotServed({ artifacts }: LimitsOptions): string | null {
  return has(artifacts, [ONNX]) || has(artifacts, SAVED) ? null : NO_MODEL;
}

function whyNotExported({ definition }: RunRecord, { artifacts }: LimitsOptions): string | null {
  if (definition.trainer.kind === "command") return "it was trained by a command";
  return has(artifacts, SAVED) ? null : NO_MODEL;
}

function whyNotSubmitted(
  { id, definition }: RunRecord,
  { artifacts, runsDir }: LimitsOptions,
): string | null {
  if (definition.trainer.kind !== "command") return has(artifacts, SAVED) ? null : NO_MODEL;
  const isWritten = existsSync(join(runPaths(runsDir, id).artifacts, SUBMISSION_FILE));
  return isWritten ? null : `it wrote no artifacts/${SUBMISSION_FILE}`;
}

function has(artifacts: readonly ArtifactRecord[], paths: readonly string[]): boolean {
  return paths.every((path) => artifacts.some((artifact) => artifact.path === path));
}
