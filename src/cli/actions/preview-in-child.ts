import { execFile } from "node:child_process";
import type { ExperimentPreview, ExperimentRequest } from "../../api/experiments.js";
import { SweepError } from "../../core/errors.js";
import { jobsOption } from "./jobs-option.js";

export interface PreviewOptions {
  runsDir: string;
  /** Absolute path of the compiled main.js. */
  main: string;
  cwd: string;
  env: Record<string, string | undefined>;
}

const MOST_BYTES = 256 * 1024 * 1024; // 100,000 runs of twenty parameters
const PATIENCE_MS = 10 * 60_000; // the first check of a large data file takes a minute or so

/**
 * `sweep run --dry-run` in a process of its own: checking data takes seconds, during which a server goes on answering.
 * @throws SweepError("spec") with what it said was wrong, each mistake with its place.
 */
export function previewInChild(
  { file, jobs }: ExperimentRequest,
  { runsDir, main, cwd, env }: PreviewOptions,
): Promise<ExperimentPreview> {
  const args = [
    main,
    "--runs-dir",
    runsDir,
    "run",
    file,
    "--dry-run",
    "--json",
    ...jobsOption(jobs),
  ];
  const options = { cwd, env, maxBuffer: MOST_BYTES, timeout: PATIENCE_MS };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      if (error) reject(new SweepError("spec", wordsOf(stderr) || error.message));
      else resolve(JSON.parse(stdout) as ExperimentPreview); // our own program's
    });
  });
}

function wordsOf(stderr: string): string {
  return stderr.replace(/^sweep: /, "").trim();
}
