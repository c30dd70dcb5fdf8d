import type { Database } from "better-sqlite3";
import { stableJson } from "../../core/hash.js";
import { runDefinition } from "../../core/run-definition.js";
import { variantOf } from "../../core/variant.js";
import { readJson } from "./json-column.js";

/** What the statements of this folder use beside SQL's own functions. A connection has them before it is used. */
export function defineFunctions(db: Database): void {
  const pure = { deterministic: true };
  db.function("variant_of", pure, (text: string) =>
    variantOf(readJson(runDefinition, text, "runs.definition")),
  );
  db.function("canonical_json", pure, (text: string) => stableJson(JSON.parse(text)));
  db.function("contains", pure, (text: unknown, part: string) =>
    typeof text === "string" && text.toLowerCase().includes(part.toLowerCase()) ? 1 : 0,
  );
}
