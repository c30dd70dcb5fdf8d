import type { Report, Table } from "../../report/report.js";
import { markRun } from "../../selection/verdict/marks.js";
import { formatPValue } from "../../selection/verdict/phrases.js";
import { reachVerdict, type Verdict } from "../../selection/verdict/verdict.js";
import { formatPercent, formatSpread } from "../format/percent.js";
import { NOTHING } from "../format/run-cells.js";
import type { Source } from "./source.js";

/** As `sweep best` reaches it. */
export function verdictReport({ ranked, answersOf }: Source): Report["verdict"] {
  const verdict = reachVerdict(
    ranked.map(({ run }) => run),
    (run) => {
      const { predictions } = answersOf(run);
      return predictions && markRun(run, predictions);
    },
  );
  const { sentences, contestants } = verdict;
  return {
    sentences: sentences.length > 0 ? sentences : [NOTHING_RANKED],
    configurations: contestants.length > 1 ? configurations(verdict) : null,
  };
}

const NOTHING_RANKED = "No run has finished with a value of the metric yet.";
const MOST_ROWS = 40;

function configurations({ contestants }: Verdict): Table {
  return {
    caption:
      "Configurations, their repeats taken together; p-values against the first, corrected for the number of comparisons",
    columns: [
      { title: "Configuration" },
      { title: "Runs", isNumber: true },
      { title: "Validation accuracy", isNumber: true },
      { title: "p against the first", isNumber: true },
      { title: "Beaten" },
    ],
    rows: contestants
      .slice(0, MOST_ROWS)
      .map(({ name, runs, accuracy, high, versusLeader }, i) => ({
        isMarked: i === 0,
        cells: [
          name,
          String(runs.length),
          runs.length > 1 ? formatSpread(accuracy, high) : formatPercent(accuracy),
          versusLeader ? formatPValue(versusLeader.corrected) : NOTHING,
          versusLeader ? (versusLeader.isBeaten ? "yes" : "not beyond noise") : NOTHING,
        ],
      })),
  };
}
