import Sqlite from "better-sqlite3";
import { SweepError } from "../../core/errors.js";

/** What SQLite says of the machine or the file, in words; anything else (a defect of ours) is returned as it is. */
export function explain(error: unknown, file: string): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const reason = reasonOf(error.code);
  if (reason === null) return error;
  return new SweepError("environment", `${file}: ${reason} (${error.code})`, { cause: error });
}

const REBUILD = "move it away, and `sweep reindex` rebuilds it from the run folders";

/** Codes may carry a detail behind the primary one: SQLITE_IOERR_WRITE. */
function reasonOf(code: string): string | null {
  switch (code.split("_")[1]) {
    case "NOTADB":
      return `expected a SQLite database, got a file of another kind; ${REBUILD}`;
    case "CORRUPT":
      return `the database is damaged; ${REBUILD}`;
    case "CANTOPEN":
      return "the database cannot be opened";
    case "READONLY":
      return "the database cannot be written to";
    case "FULL":
      return "the disk is full";
    case "IOERR":
      return "the disk failed to read or write";
    case "BUSY":
      return "another process kept the database locked for too long";
    default:
      return null;
  }
}
