import { accessSync, constants, existsSync, readdirSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { messageOf, SweepError } from "../core/errors.js";

/** @throws SweepError("environment") when what is where the runs are to be kept is no folder, or may not be read. */
export function requireFolder(runsDir: string): void {
  const found = statOf(runsDir);
  if (found === undefined) return;
  if (!found.isDirectory())
    throw new SweepError("environment", `${runsDir}: expected the folder of the runs, got a file`);
  try {
    accessSync(runsDir, constants.R_OK | constants.X_OK);
  } catch (cause) {
    throw new SweepError("environment", `${runsDir}: ${messageOf(cause)}`, { cause });
  }
}

function statOf(runsDir: string): Stats | undefined {
  try {
    return statSync(runsDir, { throwIfNoEntry: false });
  } catch (cause) {
    const isBelowFile = (cause as NodeJS.ErrnoException).code === "ENOTDIR";
    const problem = isBelowFile
      ? "expected the folder of the runs, got a path below a file"
      : messageOf(cause);
    throw new SweepError("environment", `${runsDir}: ${problem}`, { cause });
  }
}

/** What to say of a database without runs where their folders are; null where there are none either. */
export function foundWithoutDatabase(runsDir: string, program = "sweep"): string | null {
  const count = countRunFolders(runsDir);
  if (count === 0) return null;
  const [folders, them] =
    count === 1 ? ["the folder of 1 run", "it"] : [`the folders of ${count} runs`, "them"];
  return `the database has no runs, but ${folders} ${count === 1 ? "is" : "are"} there: \`${program} reindex\` restores ${them}`;
}

function countRunFolders(runsDir: string): number {
  if (!existsSync(runsDir)) return 0;
  return readdirSync(runsDir).filter((name) => existsSync(join(runsDir, name, "config.json")))
    .length;
}
