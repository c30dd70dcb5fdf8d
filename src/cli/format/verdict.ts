import type { Judged } from "../../selection/verdict/findings.js";
import { formatPValue } from "../../selection/verdict/phrases.js";
import type { Verdict } from "../../selection/verdict/verdict.js";
import type { Look } from "./look.js";
import { formatPercent, formatSpread } from "./percent.js";
import { NOTHING } from "./run-cells.js";
import { formatTable } from "./table.js";

/** In words, after a table of the configurations where some were trained more than once. "" where there is nothing to say. */
export function formatVerdict({ contestants, sentences }: Verdict, look: Look): string {
  const table = contestants.some(({ runs }) => runs.length > 1)
    ? `\n${formatContestants(contestants, look)}`
    : "";
  return sentences.length === 0 ? "" : `${table}\n${sentences.join("\n")}\n`;
}

function formatContestants(contestants: readonly Judged[], look: Look): string {
  const rows = contestants.map(({ name, runs, seeds, accuracy, high, versusLeader }) => [
    name,
    String(runs.length),
    seeds > 1 ? formatSpread(accuracy, high) : formatPercent(accuracy),
    versusLeader ? formatPValue(versusLeader.corrected) : NOTHING,
  ]);
  const columns = [
    { title: "CONFIGURATION", flexible: true },
    { title: "RUNS", align: "right" },
    { title: "MEAN ACCURACY", align: "right" },
    { title: "VS BEST, CORRECTED", align: "right" },
  ] as const;
  return formatTable(columns, rows, look);
}
