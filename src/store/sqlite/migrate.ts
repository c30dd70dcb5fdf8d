import type { Database } from "better-sqlite3";
import { SweepError } from "../../core/errors.js";
import { defineFunctions } from "./functions.js";
import { APPLICATION_ID, MIGRATIONS } from "./migrations/index.js";

/**
 * Brings the database to the newest schema. Of several processes that start at once one migrates and the others wait.
 * @throws SweepError("environment") for a newer database or one of another program.
 */
export function migrate(db: Database, migrations = MIGRATIONS): void {
  if (readVersion(db, migrations.length) === migrations.length) return;
  defineFunctions(db);
  const apply = db.transaction(() => {
    const version = versionOf(db, migrations.length); // read again: another process may have been faster
    for (const sql of migrations.slice(version)) db.exec(sql);
    db.pragma(`user_version = ${migrations.length}`);
  });
  apply.immediate();
}

/** @throws SweepError("environment") when a connection that may not migrate finds another schema than the newest. */
export function requireNewest(db: Database, migrations = MIGRATIONS): void {
  const version = readVersion(db, migrations.length);
  if (version === migrations.length) return;
  throw new SweepError(
    "environment",
    `${db.name}: expected schema version ${migrations.length}, got ${version}, and it was opened for reading only; ` +
      "any command that writes, such as `sweep run`, upgrades it",
  );
}

/** In a transaction, so that a migration that another process commits meanwhile is seen whole or not at all. */
function readVersion(db: Database, newest: number): number {
  return db.transaction(() => versionOf(db, newest)).deferred();
}

function versionOf(db: Database, newest: number): number {
  const version = numberPragma(db, "user_version");
  if (version > 0 ? numberPragma(db, "application_id") !== APPLICATION_ID : hasTables(db)) {
    throw new SweepError(
      "environment",
      `${db.name}: expected a database of sweep, got a SQLite database of another program`,
    );
  }
  if (version <= newest) return version;
  throw new SweepError(
    "environment",
    `${db.name}: expected schema version ${newest} or older, got ${version}: it was written by a newer sweep; upgrade this one`,
  );
}

function numberPragma(db: Database, name: string): number {
  return Number(db.pragma(name, { simple: true }));
}

function hasTables(db: Database): boolean {
  return db.prepare("select 1 from sqlite_schema limit 1").get() !== undefined;
}
