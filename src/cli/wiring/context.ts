import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { SweepError } from "../../core/errors.js";
import { liveness } from "../../executors/local/process-table.js";
import { openSqliteStore } from "../../store/sqlite/index.js";
import type { CliContext } from "../context.js";
import { programName } from "../program-name.js";
import { foundWithoutDatabase, requireFolder } from "../runs-folder.js";

export function createContext(runsDirOption: () => string | undefined): CliContext {
  const cwd = process.cwd();
  const runsDir = () => resolve(cwd, runsDirOption() ?? (process.env.SWEEP_RUNS_DIR || "runs"));
  return {
    cwd,
    program: programName(process.env),
    runsDir,
    openStore({ create = false } = {}) {
      const file = join(runsDir(), "sweep.db");
      requireFolder(runsDir());
      if (!create && !existsSync(file)) throw noStore(file, runsDir());
      return openSqliteStore({ file });
    },
    stdout: process.stdout,
    stderr: process.stderr,
    now: Date.now,
    liveness,
  };
}

function noStore(file: string, runsDir: string): SweepError {
  const found = foundWithoutDatabase(runsDir);
  if (found !== null) return new SweepError("not-found", `${file}: ${found}`);
  return new SweepError(
    "not-found",
    `${file}: no runs yet. Start some with \`sweep run <experiment.yaml>\`, or name their folder by --runs-dir`,
  );
}
