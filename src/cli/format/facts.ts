import type { Look } from "./look.js";
import { formatTable } from "./table.js";

/** Names to the left, dimmed, values beside them; null values are left out. */
export function formatFacts(
  facts: readonly (readonly [string, string | null])[],
  look: Look,
): string {
  const rows = facts.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const painted = rows.map(([name = "", value = ""]) => [look.colours.dim(name), value]);
  return rows.length === 0
    ? ""
    : formatTable([{ title: "" }, { title: "", flexible: true }], painted, look);
}
