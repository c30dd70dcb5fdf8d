import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface GitState {
  commit: string;
  /** Null when no branch is checked out. */
  branch: string | null;
  dirty: boolean;
  /** What `git diff HEAD` prints; null when nothing, or more than MOST_DIFF_BYTES. */
  diff: string | null;
}

const TIMEOUT_MS = 10_000; // a repository on a slow disk; without an answer the run begins all the same
const MOST_DIFF_BYTES = 64 * 1024 * 1024;

/** The state of the working tree that `cwd` is in; null where there is none, no commit yet, or no git. */
export async function readGitState(cwd: string): Promise<GitState | null> {
  try {
    const [commit, branch, diff] = await Promise.all([
      git(cwd, "rev-parse", "HEAD"),
      git(cwd, "rev-parse", "--abbrev-ref", "HEAD"),
      git(cwd, "diff", "--no-ext-diff", "--no-textconv", "--no-color", "HEAD").catch(tooLong),
    ]);
    const named = branch.trim();
    return {
      commit: commit.trim(),
      branch: named === "HEAD" ? null : named,
      dirty: diff !== "",
      diff: diff === "" ? null : diff,
    };
  } catch {
    return null; // each of the reasons above: a run needs no git
  }
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: "0" }; // not to get in the way of the user's own git
  const options = { cwd, env, timeout: TIMEOUT_MS, maxBuffer: MOST_DIFF_BYTES };
  return (await run("git", args, options)).stdout;
}

function tooLong(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return null;
  throw error;
}
