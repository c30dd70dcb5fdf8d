import { existsSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { messageOf } from "../../core/errors.js";
import type { CliContext } from "../context.js";
import { type Check, fail, ok, warn } from "./check.js";
import { withScratchFolder } from "./scratch.js";

const WHAT = "database";
const REBUILD = "run `npm rebuild better-sqlite3`, with the Node that runs sweep";
const LOCAL = "keep the runs on a local disk, by --runs-dir";

/** Does SQLite load, does it work where the runs are kept, and can the database that is there be opened? */
export function checkDatabase(context: Pick<CliContext, "runsDir" | "openStore">): Check {
  return checkLibrary() ?? checkFolder(context.runsDir()) ?? checkStore(context);
}

/** Null when the native library works. */
function checkLibrary(): Check | null {
  try {
    new Sqlite(":memory:").close();
    return null;
  } catch (error) {
    const [reason] = messageOf(error).split("\n", 1);
    return fail(WHAT, `better-sqlite3 does not load: ${reason}`, REBUILD);
  }
}

/** Null when the folder's file system can hold a write-ahead log: some network file systems cannot. */
function checkFolder(runsDir: string): Check | null {
  try {
    const mode = withScratchFolder(runsDir, (folder) => journalMode(join(folder, "probe.db")));
    if (mode === "wal") return null;
    return warn(
      WHAT,
      `expected a write-ahead log, got journal mode \`${mode}\`: commands wait for each other`,
      LOCAL,
    );
  } catch (error) {
    return fail(WHAT, messageOf(error), LOCAL);
  }
}

function journalMode(file: string): unknown {
  const db = new Sqlite(file);
  try {
    return db.pragma("journal_mode = wal", { simple: true });
  } finally {
    db.close();
  }
}

function checkStore({ runsDir, openStore }: Pick<CliContext, "runsDir" | "openStore">): Check {
  const works = "better-sqlite3 works, with a write-ahead log";
  if (!existsSync(join(runsDir(), "sweep.db"))) return ok(WHAT, `${works}; no runs yet`);
  try {
    const store = openStore();
    try {
      return ok(WHAT, `${works}; sweep.db opens`);
    } finally {
      store.close();
    }
  } catch (error) {
    return fail(WHAT, messageOf(error));
  }
}
