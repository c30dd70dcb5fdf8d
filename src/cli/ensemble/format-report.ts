import type { RunRecord } from "../../core/records.js";
import type { EnsembleReport } from "../../selection/ensemble-report.js";
import { formatFacts } from "../format/facts.js";
import type { Look } from "../format/look.js";
import { formatExpected, formatPercent } from "../format/percent.js";
import { formatTable } from "../format/table.js";
import type { ProgramName } from "../program-name.js";

/** Members with their weights, what the ensemble is worth, and what to do with it. */
export function formatEnsemble(
  { run, sweep, isCached }: { run: RunRecord; sweep: string; isCached: boolean },
  report: EnsembleReport,
  { program, ...look }: Look & { program: ProgramName },
): string {
  const { score } = report;
  const facts = formatFacts(
    [
      ["ensemble", `${run.id} (${run.name})${isCached ? ", made before" : ""}`],
      ["experiment", sweep],
      ["members", countMembers(report)],
      ["accuracy", score && formatExpected(score)],
    ],
    { ...look, width: undefined },
  );
  const steps = [
    `Compare:   ${program} best ${sweep}`,
    `Choose:    ${program} promote ${run.id}`,
    `Submit:    ${program} submit ${run.id}`,
  ];
  const table = `\n${formatMembers(report, look)}\n`;
  return [facts, table, ...ensembleSentences(report), "", ...steps]
    .map((line) => (line.endsWith("\n") ? line : `${line}\n`))
    .join("");
}

/** `6 of 8 runs`; of a cross-validation `1 of 2 configurations, by 5 networks`. */
function countMembers({ members, candidates }: EnsembleReport): string {
  const networks = members.reduce((sum, { runs }) => sum + runs.length, 0);
  if (networks === members.length) return `${members.length} of ${candidates} runs`;
  return `${members.length} of ${candidates} configurations, by ${networks} networks`;
}

/** Members, the largest weight first. */
export function formatMembers({ members, views }: EnsembleReport, look: Look): string {
  const rows = members.map(({ name, runs, weight, accuracy, tta_accuracy }) => [
    name,
    runs.length > 1 ? `${runs.length} folds` : runs.join(""),
    formatPercent(weight),
    formatPercent(accuracy),
    ...(tta_accuracy === undefined ? [] : [formatPercent(tta_accuracy)]),
  ]);
  const columns = [
    { title: "MEMBER", flexible: true },
    { title: "RUN" },
    { title: "WEIGHT", align: "right" },
    { title: "ACCURACY", align: "right" },
    ...(views > 1 ? [{ title: `OVER ${views} VIEWS`, align: "right" } as const] : []),
  ] as const;
  return formatTable(columns, rows, look);
}

/** How it compares with its best member, and what its accuracy says. */
export function ensembleSentences(report: EnsembleReport): string[] {
  const { members, versusBest, score, fittedAccuracy } = report;
  const folds = members.some(({ runs }) => runs.length > 1);
  const expected = score && formatPercent(score.accuracy);
  const fitted = formatPercent(fittedAccuracy);
  return [
    ...(versusBest && members.length > 1 ? [versusBest.sentence] : []),
    ...(folds
      ? [
          "Each of these rows was answered by the networks that did not learn from it, one a member; new rows are answered by all of them.",
        ]
      : []),
    ...(expected !== null && expected !== fitted
      ? [
          `Expect ${expected} on new rows: each row was answered with weights that other rows have chosen. The final weights reach ${fitted} on the rows that have chosen them.`,
        ]
      : []),
  ];
}
