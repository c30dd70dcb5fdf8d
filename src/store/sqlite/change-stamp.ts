import type { Connection } from "./connection.js";

/** SQLite counts other connections' commits in `data_version`, and the rows that this one wrote in `total_changes()`. */
export function createChangeStamp({ db }: Pick<Connection, "db">): () => string {
  const others = db.prepare<[], number>("pragma data_version").pluck();
  const own = db.prepare<[], number>("select total_changes()").pluck();
  return () => `${others.get()} ${own.get()}`;
}
